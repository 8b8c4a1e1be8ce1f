/** A shared lab as the workbench takes it: a lesson of one exercise. */
import type { Panel } from '../../lessons/schema.ts';
import type { LessonData } from '../state/lesson-data.ts';
import type { SharedLab } from './shared-lab.ts';

export function sharedLesson({ title, lab, files, expectation }: SharedLab): LessonData {
  const hasCollector = lab.collector !== undefined;
  const panels: Panel[] = [
    ...(lab.services.length > 0 ? (['console'] as const) : []),
    ...(lab.backend === 'jaeger' ? (['trace'] as const) : []),
    'wire',
    ...(hasCollector ? (['collector', 'push'] as const) : []),
    ...(expectation ? (['checks'] as const) : []),
  ];
  const focus = hasCollector ? 'collector' : lab.backend === 'jaeger' ? 'trace' : 'console';
  return {
    slug: 'shared',
    frontmatter: {
      title,
      lesson: {
        number: 1,
        minutes: 1,
        learn: [title],
        panels,
        focus: panels.includes(focus) ? focus : 'wire',
        words: [],
      },
    },
    exercises: {
      main: {
        id: 'main',
        title,
        lab,
        files,
        solution: {},
        expectation: expectation ?? { checks: [] },
        variants: [],
        emitted: [],
      },
    },
  };
}

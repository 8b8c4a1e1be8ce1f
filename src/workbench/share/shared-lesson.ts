/** A shared lab as the workbench takes it: a lesson of one exercise. */
import type { Panel } from '../../lessons/schema.ts';
import type { LessonData } from '../state/lesson-data.ts';
import type { SharedLab } from './shared-lab.ts';

/**
 * What the tab keeps of a link's lab is kept by this name: each link has its own. No name of a lesson, for those
 * have a slash.
 */
function slugOf(fragment: string): string {
  let [a, b] = [0xde_ad_be_ef, 0x41_c6_ce_57];
  for (let at = 0; at < fragment.length; at++) {
    const code = fragment.charCodeAt(at);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  return `shared-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}

/** @param fragment the link it came with, which tells it from others */
export function sharedLesson({ title, lab, files, expectation }: SharedLab, fragment: string): LessonData {
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
    slug: slugOf(fragment),
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

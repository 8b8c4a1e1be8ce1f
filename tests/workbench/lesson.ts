/** A small lesson, for tests. */
import type { LessonData } from '../../src/workbench/state/lesson-data.ts';

const start = {
  'shopper.ts': "await fetch('http://localhost:5000/');\n",
  'store.ts': "import { serve } from '@hono/node-server';\nserve({ fetch: app.fetch, port: 5000 });\n",
  'tracing.ts': 'export {};\n',
};

export const lesson: LessonData = {
  slug: 'grocery-store/instrumentation-libraries',
  frontmatter: {
    title: 'Instrumentation libraries',
    lesson: {
      number: 6,
      minutes: 10,
      learn: ['x'],
      panels: ['console', 'checks'],
      focus: 'console',
      words: [],
    },
  },
  exercises: {
    main: {
      id: 'main',
      title: 'Instrumentation libraries',
      lab: {
        services: [
          { name: 'store', entry: 'store.ts', env: {} },
          { name: 'shopper', entry: 'shopper.ts', env: {} },
        ],
        network: [],
        backend: 'jaeger',
      },
      files: start,
      solution: { 'tracing.ts': "export const solved = 'OTLPTraceExporter';\n" },
      expectation: { checks: [] },
      variants: [
        {
          id: 'no-header',
          title: 'Drop the header',
          base: 'solution',
          files: { 'shopper.ts': '// broken\n' },
          expectation: { checks: [] },
        },
      ],
      emitted: [],
    },
  },
};

/** Dependencies point one way. DESIGN: `content` → `src`, `verify`, `workshop` → `sandbox` → nothing of ours. */
const apart = (from, to, pathNot = '^$') => ({
  severity: 'error',
  from: { path: from },
  to: { path: to, pathNot },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three. Sharing a type does no harm.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'sandbox-stands-alone',
      comment:
        'The lab runs in a browser, in Node and in somebody else’s project: it knows nothing of the site.',
      ...apart('^sandbox/', '^(src|verify|workshop|content|tools|tests|bench)/'),
    },
    {
      name: 'verify-installs-alone',
      comment:
        'The command line shares the lesson schema with the site, and what it tells the viewer; nothing that needs Astro or Solid.',
      ...apart(
        '^verify/(?!lesson/)',
        '^(src|workshop|tools|tests|bench)/',
        '^src/(lesson\\.ts$|lessons/|viewer/session\\.ts$)',
      ),
    },
    {
      name: 'lessons-are-verified-in-a-checkout',
      comment:
        'verify/lesson starts what the site and npm run lab start, so it needs their tools. The rest of verify only knows how to find it.',
      ...apart(
        '^verify/lesson/',
        '^(workshop|tests|bench|src/(?!lesson\\.ts$|lessons/|site/take-home\\.ts$))',
      ),
    },
    {
      name: 'verify-finds-lessons-by-name',
      comment:
        'What it imports of verify/lesson goes into the published bundle: the door, and nothing behind it.',
      ...apart('^verify/(?!lesson/)', '^verify/lesson/', '^verify/lesson/open-lesson-runner\\.ts$'),
    },
    {
      name: 'workshop-knows-no-pages',
      comment: 'Rooms are built on the sandbox.',
      ...apart('^workshop/', '^(src|verify|tools|tests|bench)/'),
    },
    {
      name: 'site-knows-no-tools',
      comment: 'Tools build and test the site; the site does not need them to run.',
      ...apart('^src/', '^(verify|workshop|tools|tests|bench)/'),
    },
    {
      name: 'workbench-is-mounted-in-one-place',
      comment:
        'Components and layouts mount Workbench.tsx and talk to it over bus.ts; no more. The explorer knows nothing of it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/workbench/' },
      to: {
        path: '^src/workbench/',
        pathNot: '^src/workbench/(Workbench\\.tsx|bus\\.ts)$',
      },
    },
    {
      name: 'explorer-starts-light',
      comment:
        'A page with a trace may load 90 kB of JavaScript. Schemas are for types there: what needs zod at run time is too heavy.',
      severity: 'error',
      from: { path: '^src/(explorer/(?!learn/)|viewer/)' },
      to: {
        path: 'node_modules/(zod|yaml|@kobalte)/|^sandbox/schemas/(trace|run-event|expectation)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'explorer-knows-no-command-line',
      comment: 'It runs in pages.',
      ...apart('^src/explorer/', '^(verify|tools|src/(workbench|site|lessons|layouts|pages|viewer))/'),
    },
    {
      name: 'only-pages-mount-the-workbench',
      comment: 'Of the rest of src, only components and layouts may.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(workbench|components|layouts)/' },
      to: { path: '^src/workbench/' },
    },
    {
      name: 'programs-do-not-need-tests',
      comment: 'Nothing that ships may depend on tests or benchmarks.',
      ...apart('^(src|sandbox|verify|workshop|tools)/', '^(tests|bench)/'),
    },
    {
      name: 'everything-imported-exists',
      comment: 'An import that leads nowhere would slip past the rules above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(astro|virtual):' },
    },
  ],
  options: {
    // Pages (.astro, .mdx) cannot be parsed here: tests/tools/page-imports.test.ts looks at those.
    // The whole tree but for what is not ours, and lessons' programs, which import what the page offers them.
    exclude: { path: '(^|/)(node_modules|dist|\\.cache|\\.astro|\\.git|content|fixtures)/' },
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};

/** A small lesson in a folder of its own, to be broken in one way each. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { slugOf } from '../../../src/site/slug.ts';
import type { LessonExample } from '../../../verify/model/example.ts';
import type { Finding } from '../../../verify/model/finding.ts';

type Files = Readonly<Record<string, string | undefined>>;

const tracing = `import { ConsoleSpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { WebTracerProvider } from '@opentelemetry/sdk-trace-web';
new WebTracerProvider({ spanProcessors: [new SimpleSpanProcessor(new ConsoleSpanExporter())] }).register();
`;
const program = (body: string) => `import { trace } from '@opentelemetry/api';
import './tracing.ts';

${body}
console.log('closing time');
`;

/** One program that prints one span called \`baking\`. */
export const goodLesson: Files = {
  'index.mdx': `---
title: Bread
description: Bake some
lesson: { number: 1, minutes: 5, learn: [Bake], panels: [console, checks], focus: console }
---
Bake.
`,
  'lab.yaml': 'services: [{ name: bakery, entry: bakery.ts }]\n',
  'expect.yaml': `checks:
  - check: The bakery closes
    stdout: [{ service: bakery, matches: closing time }]
  - check: It prints its span
    read: console
    spans:
      - name: baking
`,
  'start/tracing.ts': tracing,
  'start/bakery.ts': program('// Begin a span here.'),
  'solution/bakery.ts': program("trace.getTracer('bakery').startSpan('baking').end();"),
  'variants/forgotten-end/variant.yaml': 'title: Forget to end it\n',
  'variants/forgotten-end/expect.yaml': 'checks:\n  - check: No span\n    read: console\n    spans: []\n',
  'variants/forgotten-end/bakery.ts': program("trace.getTracer('bakery').startSpan('baking');"),
  'node/package.json': `{ "type": "module", "scripts": { "bakery": "node bakery.ts" },
  "dependencies": { "@opentelemetry/api": "1.9.1", "@opentelemetry/sdk-trace-base": "2.12.0", "@opentelemetry/sdk-trace-node": "2.12.0" } }
`,
  'node/tracing.ts': tracing.replaceAll('web', 'node').replaceAll('Web', 'Node'),
};

export { program };

/** The lesson's line that holds this text, from 1: what a finding must name. */
export function lineOf(file: string, text: string, files: Files = goodLesson): number {
  const at = (files[file] ?? '').split('\n').findIndex((line) => line.includes(text));
  if (at === -1) throw new Error(`${file} has no line with ${text}`);
  return at + 1;
}

export interface WrittenLesson extends AsyncDisposable {
  cwd: string;
  lesson: LessonExample;
}

/** @param changes files laid over the good lesson; undefined takes one away */
export async function writeLesson(changes: Files = {}): Promise<WrittenLesson> {
  const cwd = await mkdtemp(join(tmpdir(), 'spanlab-lessons-'));
  const folder = join(cwd, '1-bakery/01-bread');
  for (const [name, text] of Object.entries({ ...goodLesson, ...changes })) {
    if (text === undefined) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const id = slugOf('1-bakery/01-bread');
  const at = { file: '1-bakery/01-bread/index.mdx', line: 1, column: 1 };
  const lesson: LessonExample = {
    ...{ kind: 'lesson', id, title: id, at, options: {}, folder },
    document: join(folder, 'index.mdx'),
  };
  return { cwd, lesson, [Symbol.asyncDispose]: () => rm(cwd, { recursive: true }) };
}

/** A finding as `expect.yaml:5 [lesson] …`, its file within the lesson. */
export function told({ rule, message, at }: Finding): string {
  return `${at.file.replace(/^.*1-bakery\/01-bread\//u, '')}:${at.line} [${rule}] ${message}`;
}

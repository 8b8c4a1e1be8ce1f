import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../verify/document/apply-edits.ts';
import { checkProse } from '../../../verify/prose/check-prose.ts';
import { documentsIn, folderOf, inWords, proseOf } from './prose-folder.ts';

const inUse = {
  'deploy/compose.yaml': `services:
  jaeger:
    image: jaegertracing/jaeger:2.13.0
    ports: ["127.0.0.1:16686:16686", { target: 13133, published: "13134" }]
  collector:
    image: docker.io/otel/opentelemetry-collector-contrib:0.155.0
    ports: [127.0.0.1:4317:4317, 127.0.0.1:4318:4318/tcp]
  built: { build: . }
`,
  'package-lock.json': JSON.stringify({
    packages: {
      '': {
        dependencies: { hono: '4.13.19' },
        devDependencies: { '@opentelemetry/sdk-trace-web': '2.12.0' },
      },
      'node_modules/hono': { version: '4.13.19' },
      'node_modules/yaml': { version: '2.9.1' },
      'node_modules/@opentelemetry/sdk-trace-web': { version: '2.12.0' },
      'node_modules/@opentelemetry/core': { version: '2.12.0' },
      'other/node_modules/@opentelemetry/core': { version: '2.12.1' },
    },
  }),
};
const found = async (text: string, file = 'guide.md') => inWords(await proseOf({ ...inUse, [file]: text }));

describe('what agrees, and what nobody can be sure of, is no finding', () => {
  test.each([
    'Take `otel/opentelemetry-collector-contrib:0.155.0` and jaegertracing/jaeger:2.13.0.',
    'Any jaegertracing/jaeger:2.13 does. So does jaegertracing/jaeger:latest, or docker.io/jaegertracing/jaeger:2.13.0.',
    'Other images, such as postgres:16.1 or ghcr.io/jaegertracing/jaeger:1.0, are not ours to know.',
    '`@opentelemetry/sdk-trace-web` 2.12, @opentelemetry/sdk-trace-web 2.12.0 and `@opentelemetry/sdk-trace-web@2.12.0`.',
    'Both @opentelemetry/core@2.12.0 and @opentelemetry/core@2.12.1 are installed.',
    '`@opentelemetry/sdk-trace-web` 1.30 or newer; older than `@opentelemetry/sdk-trace-web` 2.0; any of 2.x.',
    '`@opentelemetry/sdk-trace-web` 1.0 – 2.0. Since `hono` 3.1 it is fast. `hono@^3.1` and `hono@3.x` too.',
    'YAML 1.2, yaml 1.2, `yaml` 1.2, Node 26.1 and hono 3.1 are words.',
    'OTLP goes to localhost:4318 of the Collector. Jaeger is at http://localhost:16686/search, its health at localhost:13134.',
    'The shop runs at localhost:5000. Jaeger answers at localhost:9999, our Collector at localhost:4320 or localhost:4319.',
    'Nothing is named at localhost:4319.',
    'Jaeger 2.13.0 is a binary. The Collector (the official one), version 0.155.0, is another.',
    'Since Jaeger 1.35.0 it takes OTLP. Jaeger 1.35.0 or newer does. The Collector is younger than version 0.1.0.',
    'Jaeger 1.76.0 came before Collector 0.100.0. Jaeger 1.2 is old; it takes 1.2.3 seconds. Version 9.9.9 of what?',
    'The Collector gets it from `@opentelemetry/core` in version 1.2.3.',
    '```sh\nnpm install hono@4.13.19\ndocker run jaegertracing/jaeger:2.13.0\n```\n',
  ])('%s', async (text) => {
    expect(await found(text)).toEqual([]);
  });
});

test('an image that is not the one in use', async () => {
  expect(
    await found(
      'First,\nrun `jaegertracing/jaeger:2.12.0` beside docker.io/otel/opentelemetry-collector-contrib:0.154.0 here.',
    ),
  ).toEqual(
    [
      'guide.md:2:27-2:33 Found jaegertracing/jaeger 2.12.0, but deploy/compose.yaml has 2.13.0. If that is on purpose: spanlab-ignore version, in a comment before it.',
      'guide.md:2:92-2:99 Found otel/opentelemetry-collector-contrib 0.154.0, but deploy/compose.yaml has 0.155.0. If that is on purpose: spanlab-ignore version, in a comment before it.',
    ].map((line) => expect.stringContaining(line.slice(line.indexOf('Found')))),
  );
});

test('a package, in words, with an @, in a table, a heading and a command; the place is the version’s', async () => {
  const text = [
    '## `@opentelemetry/sdk-trace-web` 2.11',
    '',
    '| package | version |',
    '| --- | --- |',
    '| `hono` 4.12.0 | x |',
    '',
    '```sh',
    'npm install @opentelemetry/core@2.11.0 left-pad@1.3.0',
    '```',
  ].join('\n');
  expect((await found(text)).map((line) => line.slice(0, line.indexOf(', but')))).toEqual([
    'guide.md:1:35-1:39 Found @opentelemetry/sdk-trace-web 2.11',
    'guide.md:5:10-5:16 Found hono 4.12.0',
    'guide.md:8:33-8:39 Found @opentelemetry/core 2.11.0',
  ]);
});

test('a version of a service, in words', async () => {
  const text =
    'The Collector is the\nofficial one, version 0.154.0, in the page. Behind it stands Jaeger v2.12.0.';
  expect((await found(text)).map((line) => line.slice(0, line.indexOf(', but')))).toEqual([
    'guide.md:2:23-2:30 Found collector 0.154.0',
    'guide.md:2:70-2:76 Found jaeger 2.12.0',
  ]);
});

test('a port that is a slip of one that is open', async () => {
  expect(await found('Open http://localhost:16868, where Jaeger is.')).toEqual([]);
  expect(await found('Jaeger shows it at http://localhost:16687/search, if you look.')).toEqual([
    'guide.md:1:37-1:42 Found localhost:16687 for jaeger, but deploy/compose.yaml opens no port 16687; it opens 16686.',
  ]);
});

test('all that is wrong in a line is mended in one go', async () => {
  const text = 'Run `jaegertracing/jaeger:2.12.0` and `hono` 4.12 beside it,\r\nthen look.\r\n';
  const folder = await folderOf({ ...inUse, 'guide.md': text });
  const findings = await checkProse(await documentsIn(folder, ['guide.md']), { cwd: folder, config: {} });
  expect(findings).toHaveLength(2);
  expect(findings[0]?.fix).toEqual(findings[1]?.fix);
  const fix = findings[0]?.fix;
  expect(fix && applyEdits(text, [fix])).toBe(
    'Run `jaegertracing/jaeger:2.13.0` and `hono` 4.13 beside it,\r\nthen look.\r\n',
  );
});

test('a comment, or the configuration, says that it is on purpose', async () => {
  const text =
    '<!-- spanlab-ignore version -->\nOnce it was `jaegertracing/jaeger:1.0.0`.\n\nNow jaegertracing/jaeger:1.1.0\n';
  expect(await found(text)).toHaveLength(1);
  const files = { ...inUse, 'guide.md': 'See jaegertracing/jaeger:1.0.0 and jaegertracing/jaeger:1.1.0.' };
  const left = await proseOf(files, { versions: { ignore: ['jaegertracing/jaeger:1.0.0'] } });
  expect(left.map(({ message }) => message.slice(0, 32))).toEqual(['Found jaegertracing/jaeger 1.1.0']);
});

test('the configuration says which files are in use; one that is not there is told', async () => {
  const files = { 'ours.yaml': inUse['deploy/compose.yaml'], 'a.md': 'Run jaegertracing/jaeger:1.0.0\n' };
  expect(await proseOf(files)).toEqual([]);
  expect(await proseOf(files, { versions: { compose: ['ours.yaml'] } })).toHaveLength(1);
  await expect(proseOf(files, { versions: { compose: ['theirs.yaml'] } })).rejects.toThrow(/theirs\.yaml/u);
});

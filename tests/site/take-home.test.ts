import { expect, it } from 'vitest';
import { pinnedPackages, takeHomeCommands, takeHomeFiles } from '../../src/site/take-home.ts';

const manifest = JSON.stringify({ scripts: { store: '', shopper: '' }, dependencies: { hono: '4.13.19' } });
const lesson = {
  start: { 'shopper.ts': 'start', 'store.ts': 'start', 'tracing.ts': 'start' },
  solution: { 'store.ts': 'solved', 'tracing.ts': 'solved' },
  node: { 'tracing.ts': 'for Node', 'package.json': manifest, 'compose.yaml': '' },
};

it('the project is the solved exercise, with its own files over it, the manifest first', () => {
  const files = takeHomeFiles(lesson);
  expect(Object.keys(files)).toEqual([
    'package.json',
    'compose.yaml',
    'shopper.ts',
    'store.ts',
    'tracing.ts',
  ]);
  expect([files['shopper.ts'], files['store.ts'], files['tracing.ts']]).toEqual([
    'start',
    'solved',
    'for Node',
  ]);
});

it('packages are listed with their versions', () => {
  expect(pinnedPackages(takeHomeFiles(lesson))).toEqual([['hono', '4.13.19']]);
});

it('commands install, start the containers, and run each program in a terminal of its own', () => {
  expect(takeHomeCommands(takeHomeFiles(lesson)).split('\n')).toEqual([
    'npm install',
    'docker compose up -d',
    'npm run store',
    'npm run shopper   # in another terminal',
  ]);
});

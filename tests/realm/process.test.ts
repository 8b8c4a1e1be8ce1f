import { beforeAll, expect, test, vi } from 'vitest';

const nothing = (): void => undefined;
const activity = {
  add: nothing,
  loading: nothing,
  loaded: nothing,
  evaluated: nothing,
  signalled: nothing,
  tell: nothing,
};
const codes: number[] = [];
let exit: (code?: unknown) => never;

beforeAll(async () => {
  for (const name of ['addEventListener', 'removeEventListener', 'close']) vi.stubGlobal(name, nothing);
  const { installProcess } = await import('../../sandbox/realm/browser/process.ts');
  const real = globalThis.process;
  installProcess(activity, (code) => codes.push(code));
  exit = globalThis.process.exit as typeof exit;
  Object.defineProperty(globalThis, 'process', { value: real, configurable: true, writable: true });
  vi.unstubAllGlobals();
});

test.each([
  [0, 0],
  [1, 1],
  [-1, 255],
  [1_000, 232],
  ['2', 2],
  ['many', 0],
])('process.exit(%j) ends with %j, as in Node', (code, told) => {
  expect(() => exit(code)).toThrow('process.exit');
  expect(codes.at(-1)).toBe(told);
});

/** `import '@spanlab/expect/vitest'` in a set-up file: Vitest's `expect` learns `toMatchTree` and its kin. */
import { expect } from 'vitest';
import { type TraceMatchers, traceMatchers } from './matchers.ts';

expect.extend(traceMatchers);

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: declarations merge only with the same type parameters as Vitest's
  interface Matchers<T = any> extends TraceMatchers<T> {}
}

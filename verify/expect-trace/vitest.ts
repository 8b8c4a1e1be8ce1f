/** `import '@spanlab/expect/vitest'` in a set-up file: Vitest's `expect` learns `toMatchTree` and its kin. */
import { expect } from 'vitest';
import { type TraceMatchers, traceMatchers } from './matchers.ts';

expect.extend(traceMatchers);

declare module 'vitest' {
  // Declarations merge only with Vitest's own type parameters.
  interface Matchers<R extends void | Promise<void>, T> extends TraceMatchers<R> {}
}

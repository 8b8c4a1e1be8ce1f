/** `import '@spanlab/expect/jest'` in a set-up file: Jest's global `expect` learns `toMatchTree` and its kin. */
import { type TraceMatchers, traceMatchers } from './matchers.ts';

declare global {
  namespace jest {
    interface Matchers<R, T = object> extends TraceMatchers<R> {}
  }
}

/** Jest has it as a global, in a set-up file too. */
interface Jest {
  expect: { extend(matchers: typeof traceMatchers): void };
}
(globalThis as unknown as Jest).expect.extend(traceMatchers);

/** The TypeScript twin of `expect.yaml`. */
import { complaints } from '@spanlab/sandbox/expect/problem.ts';
import { type Expectation, expectationSchema } from '@spanlab/sandbox/schemas/expectation.ts';
import type { z } from 'zod';

/** As people write it: what has a default may be left out. */
export type ExpectationInput = z.input<typeof expectationSchema>;

/**
 * Write down what spans must look like, with the editor's help. `spanlab verify` reads it from a `ts expect` block;
 * in a test, give it to `expectTrace(spans).toMeet(…)`.
 * @throws TypeError with everything that is wrong, each with its path
 */
export function defineExpect(expectation: ExpectationInput): Expectation {
  const parsed = expectationSchema.safeParse(expectation);
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues
    .flatMap((issue) => complaints(expectationSchema, expectation, issue))
    .map(({ path, message }) => `  ${path.join('.') || 'expectation'}: ${message}`);
  throw new TypeError(`This is no expectation:\n${said.join('\n')}`);
}

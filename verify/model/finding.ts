/** Something that falls short, said for the reader of a report. */
import type { Place } from './place.ts';

/**
 * What a finding is about: SARIF's rule ids, JUnit's failure types, and the words `skip` and the baseline know.
 * A new one needs its sentence in `rules`.
 */
export const rules = {
  document:
    'A document must be readable: fences closed, words of an info string known, files and regions there.',
  'type-error': 'An example must be free of type errors, as its own project checks types.',
  import: 'What an example imports must resolve as it would in its project.',
  threw: 'An example must run to its end without throwing.',
  rejected: 'An example must leave no rejection unhandled.',
  late: 'Nothing may be thrown after an example has finished.',
  'expected-error': 'The error an example promises must be thrown, where it says so.',
  'exit-code': 'A program must end with the code its block names.',
  output: 'What an example prints must be what the document shows.',
  'expect-spans': 'The spans an example sends must be those its expectation describes.',
  'no-telemetry': 'An example that sets up tracing must send or print at least one span.',
  export: 'What an example exports must be accepted.',
  timeout: 'An example must end in time.',
  'too-much-output': 'An example must not flood its output.',
  'killed-itself': 'An example must not kill the process it runs in.',
  'left-behind': 'An example must leave no port, process or file outside its folder behind.',
  backend: 'The backend must live as long as the run.',
  region: 'Code included from a source file must be what the file holds.',
  schema: 'A YAML block must be valid by its schema.',
  collector: 'A Collector configuration must be one the Collector accepts.',
  result: 'A value shown in prose must be what the run gave.',
  link: 'A link must lead somewhere.',
  version: 'A version or port named in prose must be the one in use.',
  lesson: 'A lesson must hold what its schema asks, and its solution must meet its checks.',
  'skip-expired': 'A skip must end on the day it names.',
  'baseline-outdated': 'A baseline must not keep what has been mended.',
  coverage: 'As many blocks must be held by something as --require-coverage asks for.',
} as const;
export type Rule = keyof typeof rules;

export interface Finding {
  rule: Rule;
  /** What was found, what was expected, what to do: one sentence or a few. No place: `at` has it. */
  message: string;
  at: Place;
  /** More, as monospaced text: a diff of trees, a diff of outputs, a stack in the document's lines. */
  detail?: string;
  /** The exact text that would mend it, for `--update` and for suggestions. */
  fix?: DocumentEdit;
}

/** Replace whole lines of a document. `text` has no line end; the document's own are kept. */
export interface DocumentEdit {
  file: string;
  /** First and last line replaced, from 1. `endLine` = `line - 1` inserts before `line`. */
  line: number;
  endLine: number;
  text: string;
}

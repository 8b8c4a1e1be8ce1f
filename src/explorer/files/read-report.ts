/** What reading a file came to. */

export const traceFormats = [
  'otlp-json',
  'otlp-json-lines',
  'otlp-protobuf',
  'spans-json',
  'jaeger-json',
  'mixed',
  'unknown',
] as const;

/**
 * `spans-json`: OTLP spans without a request around them, in a list or one a line. `mixed`: more than one of the others
 * in one file. `unknown`: nothing was found that could be read.
 */
export type TraceFormat = (typeof traceFormats)[number];

export interface ReadReport {
  format: TraceFormat;
  spans: number;
  /** Different trace ids; undefined when they are too many to be counted. */
  traces?: number | undefined;
  /** What was read, before anything was decompressed. */
  bytes: number;
  /** Sentences that say where: what could not be read, or was read as something else. At most 20, and then how many more. */
  problems: string[];
}

const toldAtMost = 20;
/** A path or a value in a sentence: hostile ones are long. */
const longestProblem = 500;

export interface Problems {
  /** A function is asked only when its sentence is going to be told. */
  add(sentence: string | (() => string)): void;
  /** The sentences, and how many more there were. */
  list(): string[];
}

export function createProblems(): Problems {
  const told: string[] = [];
  let more = 0;
  return {
    add(given) {
      if (told.length === toldAtMost) {
        more += 1;
        return;
      }
      const sentence = typeof given === 'string' ? given : given();
      told.push(sentence.length > longestProblem ? `${sentence.slice(0, longestProblem)}…` : sentence);
    },
    list() {
      if (more === 0) return [...told];
      return [...told, more === 1 ? 'There is 1 more problem.' : `There are ${more} more problems.`];
    },
  };
}

/** Where a command writes. Each text is a line, or several. */
export interface Output {
  out: (text: string) => void;
  error: (text: string) => void;
}

/** What a command's exit code says: nothing wrong, something wrong, or it could not be done at all. */
export const exitCodes = { good: 0, bad: 1, unusable: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** It could not be done as asked: a wrong argument, a file that cannot be read. */
export class UsageError extends Error {
  override name = 'UsageError';
}

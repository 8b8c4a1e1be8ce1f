/** Something a suite needs is missing and could not be installed. The message names what to do. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Tells the person at the terminal what is being done, a line at a time. */
export type Say = (line: string) => void;

/** Says it on standard output. */
export const sayAloud: Say = (line) => {
  process.stdout.write(`${line}\n`);
};

/** The end of a program as Node has it: what listens to `exit` runs last, and may still print, throw, and set the exit code. */

interface Exits {
  emit(name: string, ...given: unknown[]): boolean;
  reallyExit(code: number): never;
}

export interface AtExit {
  /** What an `exit` handler throws. */
  threw(thrown: unknown): void;
  /** All handlers have run; once. */
  left(code: number): void;
}

/**
 * Sees the program's exit, by `process.exit()` or because nothing is left to do, after all its own handlers have run.
 * One that has taken out all handlers is not seen.
 */
export function watchExit({ threw, left }: AtExit): void {
  const exits = process as unknown as Exits;
  const { emit, reallyExit } = exits;
  let emitting = false;
  let seen = false;
  let told = false;
  const leave = (code: unknown) => {
    if (told || !seen) return;
    told = true;
    left(Number(process.exitCode ?? code ?? 0));
  };
  process.once('exit', () => {
    seen = true;
  });
  exits.emit = function (this: unknown, name, ...given) {
    if (name !== 'exit') return Reflect.apply(emit, this, [name, ...given]) as boolean;
    emitting = true;
    try {
      return Reflect.apply(emit, this, [name, ...given]) as boolean;
    } catch (thrown) {
      threw(thrown);
      process.exitCode = 1;
      return true;
    } finally {
      leave(given[0]);
    }
  };
  // A handler may call `process.exit()`: nothing after that is reached.
  exits.reallyExit = (code) => {
    if (emitting) leave(code);
    return Reflect.apply(reallyExit, process, [code]) as never;
  };
}

/** Ends a script with what went wrong. `DEBUG=1` adds where in our code that was. */
export function sayAndExit(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  const stack = process.env['DEBUG'] && error instanceof Error ? `\n${error.stack}` : '';
  console.error(`\n${message}${stack}`);
  process.exit(1);
}

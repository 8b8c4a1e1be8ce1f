/** The command line's one effectful file: real arguments, real output, real exit code. */
import { exitCodes } from './output.ts';
import { run } from './run.ts';

// `spanlab … | head`: nobody reads on, and that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
// A fault of ours must not look like something that falls short.
process.on('uncaughtException', (error) => {
  process.stderr.write(`spanlab: this is a fault in spanlab. ${error.stack ?? error.message}\n`);
  process.exit(exitCodes.unusable);
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});

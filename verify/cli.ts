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

// A configuration, or what it loads, may call `process.exit`: nothing was verified, and that must not look good.
const unfinished = (code: number) => {
  if (code !== exitCodes.good && code !== exitCodes.bad) return;
  process.stderr.write(
    `spanlab: it was ended before it was done, by a call of process.exit(${code}). Does the configuration make one?\n`,
  );
  process.exitCode = exitCodes.unusable;
};
process.once('exit', unfinished);

const exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});
process.off('exit', unfinished);
process.exitCode = exitCode;

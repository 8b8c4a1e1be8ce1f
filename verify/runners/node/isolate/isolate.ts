/** A thread or a process that runs one program, and says all that becomes of it. */

import { fileURLToPath } from 'node:url';
import type { RunError } from '../../../model/run.ts';
import type { Done, Program, Said, Told } from '../messages.ts';
import { startEntry } from './entry.ts';
import { describeError, locator } from './errors.ts';
import { watchExit } from './exit.ts';
import { flushProvider } from './flush.ts';
import { holding, listensOn, openHandles, watchServers, watchTimers } from './holding.ts';
import { hookModules } from './hooks.ts';
import { takeLine } from './line.ts';
import { captureOutput, limitOutput } from './output.ts';
import { Packed } from './packed.ts';
import { watchPrintedSpans } from './printed.ts';
import { Recorder } from './recorder.ts';
import { watchRefused } from './refused.ts';
import { watchSurroundings } from './surroundings.ts';

const line = takeLine();
const packed = new Packed(line.index, line.codes);
// There is nothing to learn from a process that runs one program only.
const recorder = line.thread ? new Recorder() : undefined;
let finish: (() => void) | undefined;
let tellHolding: (() => void) | undefined;

line.hear((told: Told) => {
  if (told.tell === 'run') start(told.program);
  else if (told.tell === 'what-holds') tellHolding?.();
  else finish?.();
});

function start(program: Program): void {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, program.env);
  process.argv.splice(1, Number.POSITIVE_INFINITY, fileURLToPath(program.entry));
  process.execArgv.length = 0;
  Error.stackTraceLimit = 50;
  if (line.thread) captureOutput(line);
  else limitOutput(line);
  watchPrintedSpans(line);
  const locate = locator(program.files);
  const timers = watchTimers();
  const hooks = hookModules(program, packed, recorder, locate);
  const surroundings = watchSurroundings(program, { loaded: hooks.loaded, listens: listensOn });
  let settled = false;
  let failed = false;
  let ended = false;

  const say = (said: Said) => {
    if (!ended) line.say(said);
  };
  watchRefused((message) => say({ say: 'trouble', trouble: { rule: 'export', message } }));
  const wentWrong = (thrown: unknown, kind: 'threw' | 'rejected') => {
    failed = true;
    const missing = (thrown as { spanlabImport?: string } | undefined)?.spanlabImport;
    const error = unpacked(describeError(settled && kind === 'threw' ? 'late' : kind, thrown, locate));
    if (missing !== undefined) {
      const [at] = error.frames;
      const message = `${error.message.split('\n')[0]}`;
      say({ say: 'trouble', trouble: { rule: 'import', message, ...(at === undefined ? {} : { at }) } });
    } else {
      const denied = deniedWrite(thrown);
      if (denied === undefined) say({ say: 'error', error });
      else {
        const [at] = error.frames;
        say({
          say: 'trouble',
          trouble: { rule: 'left-behind', message: denied, ...(at === undefined ? {} : { at }) },
        });
      }
    }
    // Node would end here. What is due already may still throw, and is told too.
    setImmediate(() => setImmediate(() => void end()));
  };
  process.prependListener('uncaughtException', (thrown, origin) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    wentWrong(thrown, origin === 'unhandledRejection' ? 'rejected' : 'threw');
  });
  let flush: Done['flush'] = 'none';
  const tellDone = (exitCode: number) => {
    const children = usesChildren();
    const loaded = [...new Set([...hooks.loaded(), ...surroundings.read()])];
    const why = hooks.outside() ?? surroundings.notRemembered();
    const more = why === undefined ? {} : { notRemembered: why };
    say({ say: 'done', done: { exitCode, flush, loaded, children, ...more } });
    ended = true;
  };
  watchExit({
    threw: (thrown) => say({ say: 'error', error: unpacked(describeError('late', thrown, locate)) }),
    left: tellDone,
  });

  let ending = false;
  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    flush = await flushProvider();
    // What threw while the last spans went out is told as well.
    await new Promise((resolve) => setImmediate(resolve));
    await tellOfPackages();
    if (failed) process.exitCode ??= 1;
    // Its own handlers run now.
    process.exit();
  }

  async function tellOfPackages(): Promise<void> {
    if (recorder?.empty === false) say({ say: 'recorded', recorded: await recorder.recorded() });
    if (line.compiled === undefined) return;
    for (const each of packed.compiled()) say({ say: 'compiled', ...each });
    say({ say: 'compiled', code: line.compiled.createCachedData() });
  }

  let drained = 0;
  process.on('beforeExit', () => {
    if (!settled && !failed) return unsettled();
    drained += 1;
    if (drained === 1) void end();
    // The flush itself waits for something that will never come.
    else if (!ended) {
      flush = 'failed';
      process.exit();
    }
  });
  function unsettled(): void {
    settled = true;
    const message =
      'It never ends: a top-level await waits for a promise that nothing is left to settle. ' +
      'Resolve the promise, or take the await out.';
    say({ say: 'trouble', trouble: { rule: 'timeout', message } });
    void end();
  }

  finish = () => void end();
  tellHolding = () => say({ say: 'holding', what: holding(timers, locate) });
  if (!program.keepsRunning) {
    watchServers(() => {
      if (!settled || ending) return;
      const message = `It leaves ${openHandles().join(' and ')}. Close it when the example is done, or add keeps-running to its block.`;
      say({ say: 'trouble', trouble: { rule: 'left-behind', message } });
      void end();
    });
  }

  startEntry(program).then(
    () => {
      settled = true;
      say({ say: 'settled' });
    },
    (thrown: unknown) => wentWrong(thrown, 'threw'),
  );
  line.release();
}

packed.warm();

/** Not public, and there is nothing public that says which of Node's modules are loaded. */
function usesChildren(): boolean {
  const { moduleLoadList = [] } = process as unknown as { moduleLoadList?: string[] };
  return moduleLoadList.length === 0 || moduleLoadList.includes('NativeModule child_process');
}

function unpacked(error: RunError): RunError {
  return { ...error, stack: packed.unpackStack(error.stack) };
}

/** Node's permission model says no to a write outside the folder of the run. */
function deniedWrite(thrown: unknown): string | undefined {
  const { code, permission, resource } = (thrown ?? {}) as Record<string, unknown>;
  if (code !== 'ERR_ACCESS_DENIED' || permission !== 'FileSystemWrite') return undefined;
  return (
    `It writes outside its folder, to ${String(resource)}. ` +
    'Write to a relative path, or name the folder in allowWrite of spanlab.config.ts.'
  );
}

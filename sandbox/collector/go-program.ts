/** Runs the Collector's Go program in this Worker or thread, which it has for itself: it uses global names. */
import type { BridgeHost, CollectorBridge } from './bridge.ts';
import type { CollectorProgram } from './collector-message.ts';
import { createConsoleLog, type LogRecord } from './console-log.ts';
import { createGoFiles } from './go-files.ts';

/** The class that `wasm_exec.js` puts into the global scope. */
interface Go {
  argv: string[];
  env: Record<string, string>;
  importObject: WebAssembly.Imports;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

interface Globals {
  Go?: new () => Go;
  fs?: unknown;
  process?: unknown;
  spanlabCollector?: CollectorBridge;
  spanlabHost?: BridgeHost;
}

export interface GoProgramEffects {
  /** Evaluates the text of a classic script in the global scope. */
  evaluate(script: string): Promise<void>;
  log(record: LogRecord): void;
  /** The program is over, which it is never meant to be. */
  exited(reason: string): void;
}

export interface GoProgram {
  bridge: CollectorBridge;
  memoryBytes(): number;
}

/** What Go's collector of garbage aims at: memory of a WebAssembly instance is never given back. */
const goEnv = { GOMEMLIMIT: '48MiB', HOME: '/', TMPDIR: '/tmp' };

/** Last words of a program that ends: the last lines of what it wrote. */
const lastWordsKept = 12;

/** Starts the program and resolves when its bridge is there. Rejects when it ends before. */
export async function runGoProgram(
  { module, exec }: CollectorProgram,
  host: Omit<BridgeHost, 'ready'>,
  effects: GoProgramEffects,
): Promise<GoProgram> {
  const globals = globalThis as Globals;
  const lastWords: string[] = [];
  const log = createConsoleLog((record) => {
    lastWords.push(record.text.split('\n').slice(0, lastWordsKept).join('\n'));
    if (lastWords.length > lastWordsKept) lastWords.shift();
    effects.log(record);
  });
  // One for each stream: a character may be cut in two by a write.
  const decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
  globals.fs = createGoFiles((stream, bytes) => log.write(decoders[stream].decode(bytes, { stream: true })));
  Object.defineProperty(globalThis, 'process', { value: goProcess, configurable: true, writable: true });
  await effects.evaluate(exec);
  if (globals.Go === undefined) {
    throw new Error(
      'the script that comes with the program did not define Go. Was wasm_exec.js built with it?',
    );
  }

  const go = new globals.Go();
  go.argv = ['otelcol-contrib'];
  go.env = { ...goEnv };
  let exitCode = 0;
  const { exit } = go;
  go.exit = (code) => {
    exitCode = code;
    exit(code);
  };
  const instance = await WebAssembly.instantiate(module, go.importObject);
  return new Promise((resolve, reject) => {
    const over = (cause: unknown): void => {
      log.end();
      const said = lastWords.filter((text) => /panic|fatal|error/iu.test(text)).at(-1) ?? lastWords.at(-1);
      const how = cause === undefined ? `with code ${exitCode}` : `: ${String(cause)}`;
      const reason = `The Collector ended ${how}.${said === undefined ? '' : ` It said: ${said}`}`;
      reject(new Error(reason));
      effects.exited(reason);
    };
    globals.spanlabHost = {
      ...host,
      ready() {
        const { spanlabCollector: bridge } = globals;
        if (bridge === undefined) return over('it set no globalThis.spanlabCollector');
        resolve({ bridge, memoryBytes: () => memoryOf(instance).buffer.byteLength });
      },
    };
    go.run(instance).then(() => over(undefined), over);
  });
}

function memoryOf(instance: WebAssembly.Instance): WebAssembly.Memory {
  // `wasm_exec.js` knows it by this name too.
  return instance.exports['mem'] as WebAssembly.Memory;
}

const unavailable = (): never => {
  throw Object.assign(new Error('not implemented'), { code: 'ENOSYS' });
};

/** What Go asks of `globalThis.process`. */
const goProcess = {
  // Go's client of HTTP uses `fetch` unless this begins with `node`, wherever it is told of no dialer.
  argv0: 'node',
  env: {},
  pid: 1,
  ppid: 0,
  getuid: () => 0,
  getgid: () => 0,
  geteuid: () => 0,
  getegid: () => 0,
  getgroups: unavailable,
  umask: () => 0o022,
  cwd: () => '/',
  chdir: unavailable,
};

/** What is said between the session, its pool processes, and the isolate (a thread, or a process) a program runs in. */
import type { Script } from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { FilePosition, OutputLine, RunError, RunTrouble } from '../../model/run.ts';
import type { PackIndex, Recorded } from './pack/index.ts';
import type { Codes } from './pack/script.ts';

/** One file of an example, types taken out in place. */
export interface ProgramFile {
  /** As the example calls it. */
  name: string;
  /** Lies in the document's folder, where nothing need be on disk. */
  url: string;
  /** Absent: what cannot be compiled, and why, is thrown when the file is loaded. */
  source?: string;
  format: 'module' | 'commonjs' | 'json';
  /** Source map as JSON, where the text had to be written anew. */
  map?: string;
  problem?: { name: string; message: string; line: number; column: number };
}

export interface Program {
  runId: string;
  entry: string;
  files: readonly ProgramFile[];
  /** Its environment, whole. */
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
  keepsRunning: boolean;
  /** A file of this package, to find esbuild from. */
  from: string;
  /** The project's compiler options, for esbuild: `tsconfigRaw`. */
  tsconfig: string;
  /** Patterns of the project's `tsconfig.json` `paths`, and the folder they count from. */
  paths?: { base: string; patterns: Readonly<Record<string, readonly string[]>> };
}

/** What an isolate says. */
export type Said =
  | { say: 'output'; stream: OutputLine['stream']; text: string }
  /** It has printed more than is kept, and waits for its end. */
  | { say: 'flooded' }
  | { say: 'span'; span: Span }
  | { say: 'error'; error: RunError }
  | { say: 'trouble'; trouble: RunTrouble }
  | { say: 'settled' }
  | { say: 'holding'; what: Holding }
  | { say: 'recorded'; recorded: Recorded }
  /** Without a chunk: the isolate itself. */
  | { say: 'compiled'; chunk?: number; code: Uint8Array }
  | { say: 'done'; done: Done };

export interface Done {
  exitCode: number;
  flush: 'acknowledged' | 'failed' | 'none';
  loaded: readonly string[];
  notRemembered?: string;
  /** `node:child_process` was in use: look for children. */
  children: boolean;
}

/** What keeps a program from ending, in words: `an open server on port 3000`. */
export interface Holding {
  what: readonly string[];
  at?: FilePosition;
}

/** What an isolate is told. */
export type Told = { tell: 'run'; program: Program } | { tell: 'what-holds' } | { tell: 'finish' };

/** What a thread is started with. */
export interface ThreadData {
  index: PackIndex;
  codes: Codes;
  /** The isolate's file, and V8's code cache of it. */
  isolate: string;
  isolateCode: Uint8Array | undefined;
  /** Put in by what starts it. */
  isolateScript?: Script;
  /** Its run is to say what V8 has compiled, for those after it. */
  tellCompiled: boolean;
  /** Its line to the pool process. */
  port: MessagePort;
}

/** What a pool process is told. One program at a time; `run` is a name for the run that nobody can guess. */
export type ToldPool =
  | { tell: 'pack'; index: PackIndex }
  | { tell: 'run'; run: string; program: Program }
  | { tell: 'finish' }
  | { tell: 'stop' };

/** What a pool process says of a run: what its isolate says, not looked at, and when that is over. */
export type SaidByPool = { run: string } & (
  | { say: 'said'; said: unknown }
  | {
      say: 'over';
      timedOut: boolean;
      timeoutMs: number;
      problem?: { rule: RunTrouble['rule']; message: string };
    }
);

/** What a pool process is started with, as JSON in its first argument. */
export interface PoolSettings {
  isolate: string;
  /** What starts the isolate in a thread. */
  start: string;
  /** Folder for the folders of runs. */
  work: string;
  allowWrite: readonly string[];
  memoryMb: number;
}

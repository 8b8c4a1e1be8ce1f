/** One process of the pool, seen from the session. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Ran, RunTrouble } from '../../model/run.ts';
import { type Ended, watchEnd } from './ended.ts';
import { MarkedStream, markOf } from './marked-stream.ts';
import type { PoolSettings, Program, Said, SaidByPool, ToldPool } from './messages.ts';
import type { PackIndex } from './pack/index.ts';
import { RanSoFar } from './ran.ts';
import { readSaid } from './said.ts';
import { endStrays, type Trail } from './strays.ts';

/** What a process may take beyond a program's own time before it is ended from outside. */
const graceMs = 3_000;
/** A process that has run so many is replaced: what Node itself keeps of a thread adds up. */
const mostRuns = 400;

interface Current {
  /** Its name between here and the process. */
  run: string;
  soFar: RanSoFar;
  over: (trouble?: RunTrouble) => void;
  problem: RunTrouble | undefined;
  partsLeft: number;
}

export class PoolProcess {
  readonly #child: ChildProcess;
  readonly #closed: Promise<Ended>;
  readonly #streams: readonly MarkedStream[];
  readonly #folders: string;
  #current: Current | undefined;
  readonly #learnt: (said: Said) => void;
  #runs = 0;
  #gone = false;

  /** `learnt` hears what runs say for the pack. */
  constructor(file: string, settings: PoolSettings, learnt: (said: Said) => void) {
    this.#learnt = learnt;
    this.#child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', file, JSON.stringify(settings)],
      {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        serialization: 'advanced',
        // A group of its own: what it starts can be ended with it, and Ctrl+C is the session's to handle.
        detached: true,
        env: poolEnv(),
      },
    );
    this.#folders = join(settings.work, `run-${this.#child.pid}-`);
    this.#closed = watchEnd(this.#child).closed;
    this.#child.on('error', () => this.#lost('could not be started'));
    void this.#closed.then(({ code, signal }) => this.#lost(signal ?? `exit code ${code}`));
    this.#child.on('message', (said) => this.#hear(said as SaidByPool | null));
    // Written past the program's own streams: by file descriptor, or by a child that inherits them.
    this.#streams = (['stdout', 'stderr'] as const).map((stream) => {
      const marked = new MarkedStream(
        (text) => {
          this.#current?.soFar.output(stream, text, 'descriptor ');
          this.#stopFlood();
        },
        () => this.#part(),
      );
      this.#child[stream]?.setEncoding('utf8').on('data', (text: string) => marked.add(text));
      return marked;
    });
  }

  /** May it be given another program? */
  get usable(): boolean {
    return !this.#gone && this.#runs < mostRuns;
  }

  async run(program: Program, { signal }: { signal: AbortSignal }): Promise<Ran> {
    this.#runs += 1;
    const soFar = new RanSoFar();
    const over = Promise.withResolvers<RunTrouble | undefined>();
    const run = randomUUID();
    this.#current = {
      run,
      soFar,
      over: (trouble) => over.resolve(trouble),
      problem: undefined,
      partsLeft: 3,
    };
    for (const stream of this.#streams) stream.expect(markOf(run));
    const late = setTimeout(() => this.#kill(), program.timeoutMs + graceMs);
    const stop = () => this.#tell({ tell: 'stop' });
    signal.addEventListener('abort', stop);
    if (this.#gone) this.#lost('it was not there any more');
    else this.#tell({ tell: 'run', run, program });
    if (signal.aborted) stop();
    const trouble = await over.promise;
    clearTimeout(late);
    signal.removeEventListener('abort', stop);
    this.#current = undefined;
    if (trouble !== undefined) soFar.trouble(trouble);
    if (soFar.done?.children !== false) {
      for (const stray of await endStrays(program.runId, this.#trail())) soFar.trouble(stray);
    }
    return soFar.ran({ calledOff: signal.aborted });
  }

  /** What is known of packages by now. */
  know(index: PackIndex): void {
    this.#tell({ tell: 'pack', index });
  }

  /** End it, and all in its group. Resolves when it has ended. */
  async end(): Promise<void> {
    this.#kill();
    await this.#closed;
  }

  #tell(told: ToldPool): void {
    if (this.#child.connected) this.#child.send(told);
  }

  #hear(said: SaidByPool | null): void {
    const current = this.#current;
    if (current === undefined || said?.run !== current.run) return;
    if (said.say === 'said') {
      this.#take(current, readSaid(said.said));
      return;
    }
    const { timedOut, timeoutMs, problem } = said;
    if (timedOut) current.soFar.timedOut(timeoutMs);
    current.problem = problem;
    this.#part();
  }

  #take({ soFar }: Current, said: Said | undefined): void {
    if (said === undefined) soFar.garbled();
    else if (said.say === 'recorded') this.#learnt(said);
    else soFar.take(said);
    this.#stopFlood();
  }

  /** By what a run's children are known: whose they are, and where they are. */
  #trail(): Trail {
    return { folder: this.#folders, ...(this.#child.pid === undefined ? {} : { parent: this.#child.pid }) };
  }

  /** A run is over when its process says so and both streams have come to their marks. */
  #part(): void {
    const current = this.#current;
    if (current === undefined) return;
    current.partsLeft -= 1;
    if (current.partsLeft === 0) current.over(current.problem);
  }

  #stopFlood(): void {
    if (this.#current?.soFar.flooded === true) this.#tell({ tell: 'stop' });
  }

  #lost(how: string): void {
    this.#gone = true;
    const message = `It ended the process it ran in (${how}). Use process.exitCode or process.exit() to end a program.`;
    this.#current?.over({ rule: 'killed-itself', message });
  }

  #kill(): void {
    if (this.#child.pid === undefined || this.#gone) return;
    try {
      // The whole group on POSIX; Windows has none.
      process.kill(process.platform === 'win32' ? this.#child.pid : -this.#child.pid, 'SIGKILL');
    } catch {
      this.#child.kill('SIGKILL');
    }
  }
}

function poolEnv(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

/** Runs a shell block, as a reader would type it: by `sh -e`, or the shell it names, in its document's folder. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { ShellExample } from '../../model/example.ts';
import type { Ran } from '../../model/run.ts';
import { watchEnd } from '../node/ended.ts';
import { OutputLines } from '../node/output-lines.ts';
import { endStrays, runMark } from '../node/strays.ts';
import { postWatchman } from '../node/watchman.ts';

export interface ShellSettings {
  /** The block's working folder. Blocks of one document share it. */
  folder: string;
  /** Its environment, whole, `OTEL_EXPORTER_OTLP_ENDPOINT` included. */
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  /** Default: what the block says, else 30 s. */
  timeoutMs?: number;
  /** Tells its processes from others'. Default: one of its own. */
  runId?: string;
}

/** Never rejects for what the block does. When it resolves, every process it started has ended. */
export async function runShell(example: ShellExample, settings: ShellSettings): Promise<Ran> {
  const { folder, env, signal, runId = randomUUID() } = settings;
  const timeoutMs = settings.timeoutMs ?? example.options.timeoutMs ?? 30_000;
  const started = performance.now();
  const lines = new OutputLines();
  const troubles: Ran['troubles'][number][] = [];
  const [shell, ...flags] = shellFor(example.file);
  const child = spawn(shell, [...flags, '-e', '-c', example.file.text], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...env, [runMark]: runId },
  });
  const { exited, closed } = watchEnd(child);
  const watchman = postWatchman({ variable: `${runMark}=${runId}` });
  const state: { ended: 'itself' | 'timeout' | 'aborted' | 'flood' } = { ended: 'itself' };
  const end = (how: typeof state.ended) => {
    if (state.ended === 'itself') state.ended = how;
    endGroup(child.pid);
  };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      lines.add(stream, text);
      if (lines.flooded) end('flood');
    });
  }
  const timeout = setTimeout(() => end('timeout'), timeoutMs);
  const aborted = () => end('aborted');
  signal.addEventListener('abort', aborted);
  if (signal.aborted) aborted();
  try {
    const { code, signal: by, error } = await exited;
    if (error !== undefined) throw error;
    const strays = await endStrays(runId, child.pid === undefined ? {} : { group: child.pid });
    await closed;
    if (state.ended === 'itself') troubles.push(...strays);
    if (state.ended === 'itself' && by !== null) {
      troubles.push({
        rule: 'killed-itself',
        message: `It ended its own shell with ${by}. Use exit to end a block.`,
      });
    }
    if (state.ended === 'timeout') {
      const message = `It had not ended after ${timeoutMs / 1000} s, and was ended. Let it end, or raise timeout=.`;
      troubles.push({ rule: 'timeout', message });
    }
    if (lines.flooded) troubles.push({ rule: 'too-much-output', message: OutputLines.floodMessage });
    return ranWith(code ?? 0);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const help = shell === 'sh' ? '' : ` Install ${shell}, or call the block \`sh\`.`;
    const message = `${shell} could not be started in ${folder}: ${why}.${help}`;
    troubles.push({ rule: 'import', message });
    return ranWith(127);
  } finally {
    clearTimeout(timeout);
    signal.removeEventListener('abort', aborted);
    await watchman.release();
  }

  function ranWith(exitCode: number): Ran {
    const durationMs = performance.now() - started;
    const output = lines.lines();
    return { exitCode, output, printed: [], errors: [], troubles, flush: 'none', loaded: [], durationMs };
  }
}

/** Bash and zsh know more than `sh`, which is another on each system: the language of the block, or its first line, says. */
function shellFor({ name, text }: ShellExample['file']): [string, ...string[]] {
  const named = /\.(bash|zsh)$/u.exec(name) ?? /^#!.*\b(bash|zsh)\b/u.exec(text);
  if (named?.[1] === 'zsh') return ['zsh', '-f'];
  return [named?.[1] ?? 'sh'];
}

/** A group's number is that of the process that began it. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

import { saySlowly } from '../setup/say-slowly.ts';
import type { Say } from '../setup/setup-error.ts';
import type { Progress } from './progress.ts';

/** Shows a build's progress: on a terminal one line that changes, elsewhere a line now and then. */
export interface TerminalProgress extends Disposable {
  say: Say;
  onProgress: (progress: Progress) => void;
}

export function terminalProgress(out: NodeJS.WriteStream = process.stdout): TerminalProgress {
  const say: Say = (line) => out.write(`${out.isTTY ? '\r\x1b[K' : ''}${line}\n`);
  const line = ({ percent, note }: Progress) => `Collector: ${percent} %  ${note}`;
  if (out.isTTY) {
    return {
      say,
      onProgress: (progress) => out.write(`\r\x1b[K${line(progress).slice(0, (out.columns ?? 80) - 1)}`),
      [Symbol.dispose]: () => out.write('\r\x1b[K'),
    };
  }
  const speech = saySlowly(say, 5_000);
  return {
    say,
    onProgress: (progress) => speech.update(line(progress)),
    [Symbol.dispose]: speech[Symbol.dispose],
  };
}

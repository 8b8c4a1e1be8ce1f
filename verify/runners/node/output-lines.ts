/** What a program prints, as lines in the order they were ended. Bounded. */
import type { OutputLine } from '../../model/run.ts';

export class OutputLines {
  /** Characters kept, of both streams. What goes beyond is a flood. */
  static readonly limit = 1_000_000;
  static readonly floodMessage =
    `It printed more than ${OutputLines.limit.toLocaleString('en')} characters and was ended. Print less.`;
  readonly #lines: OutputLine[] = [];
  readonly #open = { stdout: '', stderr: '' };
  #left = OutputLines.limit;
  flooded = false;

  add(stream: OutputLine['stream'], text: string): void {
    if (text.length > this.#left) this.flooded = true;
    const parts = (this.#open[stream] + text.slice(0, this.#left)).split('\n');
    this.#left -= Math.min(text.length, this.#left);
    this.#open[stream] = parts.pop() ?? '';
    for (const part of parts) this.#lines.push({ stream, text: part.replace(/\r$/u, '') });
  }

  /** All lines; what has not been ended by a line end comes last. */
  lines(): OutputLine[] {
    const rest = (['stdout', 'stderr'] as const).flatMap((stream) =>
      this.#open[stream] === '' ? [] : [{ stream, text: this.#open[stream] }],
    );
    return [...this.#lines, ...rest];
  }
}

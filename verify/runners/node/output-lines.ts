/** What a program prints, as lines in the order they were ended. Bounded. */
import type { OutputLine } from '../../model/run.ts';

export class OutputLines {
  /** Characters kept, of both streams. What goes beyond is a flood. */
  static readonly limit = 1_000_000;
  static readonly floodMessage =
    `It printed more than ${OutputLines.limit.toLocaleString('en')} characters and was ended. Print less.`;
  readonly #lines: OutputLine[] = [];
  /** What has no line end yet, by way and stream: pieces that came different ways are not parts of one line. */
  readonly #open = new Map<string, { stream: OutputLine['stream']; text: string }>();
  #left = OutputLines.limit;
  flooded = false;

  add(stream: OutputLine['stream'], text: string, way = ''): void {
    const key = way + stream;
    if (text.length > this.#left) this.flooded = true;
    const parts = ((this.#open.get(key)?.text ?? '') + text.slice(0, this.#left)).split('\n');
    this.#left -= Math.min(text.length, this.#left);
    this.#open.set(key, { stream, text: parts.pop() ?? '' });
    for (const part of parts) this.#lines.push({ stream, text: part.replace(/\r$/u, '') });
  }

  /** All lines; what has not been ended by a line end comes last. */
  lines(): OutputLine[] {
    const rest = [...this.#open.values()].filter(({ text }) => text !== '');
    return [...this.#lines, ...rest];
  }
}

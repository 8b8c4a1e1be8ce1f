/** Puts together what a run came to from what was said of it. Bounded: floods are cut, and told of. */
import type { OutputLine, Ran, RunError, RunTrouble, Shown } from '../../model/run.ts';
import type { Done, Holding, Said } from './messages.ts';
import { OutputLines } from './output-lines.ts';

const most = { errors: 100, troubles: 100, printed: 5_000 };

export class RanSoFar {
  readonly #started: number;
  readonly #now: () => number;
  readonly #lines = new OutputLines();
  readonly #printed: Ran['printed'][number][] = [];
  readonly #errors: RunError[] = [];
  readonly #troubles: RunTrouble[] = [];
  #holding: Holding | undefined;
  #garbled = false;
  done: Done | undefined;
  settled = false;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#started = now();
  }

  /** True when it has said too much, and is to be ended. */
  get flooded(): boolean {
    return this.#lines.flooded;
  }

  /** `way`: how it came, where there are several. */
  output(stream: OutputLine['stream'], text: string, way?: string): void {
    this.#lines.add(stream, text, way);
  }

  trouble(trouble: RunTrouble): void {
    if (this.#troubles.length < most.troubles) this.#troubles.push(trouble);
  }

  /** Something has come on its line that no isolate says. */
  garbled(): void {
    if (this.#garbled) return;
    this.#garbled = true;
    const message =
      'Something in it has written to the line by which its run is told of, and that could not be read. Leave it alone.';
    this.trouble({ rule: 'killed-itself', message });
  }

  take(said: Said): void {
    switch (said.say) {
      case 'output':
        this.output(said.stream, said.text);
        return;
      case 'flooded':
        this.#lines.flooded = true;
        return;
      case 'span':
        if (this.#printed.length < most.printed) this.#printed.push(said.span);
        return;
      case 'error':
        if (this.#errors.length < most.errors) this.#errors.push(said.error);
        return;
      case 'trouble':
        this.trouble(said.trouble);
        return;
      case 'settled':
        this.settled = true;
        return;
      case 'holding':
        this.#holding = said.what;
        return;
      case 'done':
        this.done = said.done;
    }
  }

  /** What there is before its end. */
  shown(): Shown {
    return {
      output: this.#lines.lines(),
      printed: [...this.#printed],
      settled: this.settled,
      failed: this.#errors.length > 0,
    };
  }

  /** It did not end in time: say what of. */
  timedOut(timeoutMs: number): void {
    const within = `It had not ended after ${timeoutMs / 1000} s`;
    const what = this.#holding?.what ?? [];
    const why =
      this.#holding === undefined
        ? ': it never gives way, as an endless loop does.'
        : what.length > 0
          ? `: ${what.join(', ')} ${what.length > 1 ? 'keep' : 'keeps'} it running.`
          : this.settled
            ? '.'
            : ': a top-level await is still waiting.';
    const at = this.#holding?.at;
    this.trouble({
      rule: 'timeout',
      message: `${within}${why} Let it end, raise timeout=, or add keeps-running to its block.`,
      ...(at === undefined ? {} : { at }),
    });
  }

  /** `calledOff`: it was ended for reasons that are not its own. */
  ran({ calledOff = false } = {}): Ran {
    if (this.#lines.flooded) {
      this.trouble({ rule: 'too-much-output', message: OutputLines.floodMessage });
    }
    // Nobody knows what it would have said: that must not look like nothing.
    if (this.done === undefined && this.#troubles.length === 0 && !calledOff) {
      const message =
        'It ended before it could be seen to end: its last spans and errors may be lost. ' +
        'Let it end by itself or by process.exit(), and leave the handlers of others in place.';
      this.trouble({ rule: 'killed-itself', message });
    }
    return {
      exitCode: this.done?.exitCode ?? (this.#errors.length > 0 ? 1 : 0),
      output: this.#lines.lines(),
      printed: this.#printed,
      errors: this.#errors,
      troubles: this.#troubles,
      flush: this.done?.flush ?? 'none',
      loaded: this.done?.loaded ?? [],
      ...(this.done?.notRemembered === undefined ? {} : { notRemembered: this.done.notRemembered }),
      durationMs: this.#now() - this.#started,
    };
  }
}

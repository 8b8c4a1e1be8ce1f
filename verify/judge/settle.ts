/** Waits until a run's spans are all there, and no longer. */

import { isParentRemote } from '@spanlab/sandbox/expect/explain.ts';
import { growForest, type TreeNode } from '@spanlab/sandbox/expect/tree.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Backend } from '../model/backend.ts';
import type { Ran } from '../model/run.ts';

/** Nothing that has been sent takes longer to arrive, or to be read again, unless it is lost. */
const quietMs = 150;
/** A backend that has taken spans and does not give them back: a sampler, or a slow index. */
const missingMs = 2_000;

/** What is made of the spans that are there so far. */
export interface Verdict {
  /** Every check is met. */
  met: boolean;
  /** It is met for what is not there: more spans could spoil it. */
  spoilable: boolean;
}

export interface SettleOptions {
  /** How the program's own flush went: once it is acknowledged, nothing more can come. */
  flush: Ran['flush'];
  /** From now on, at most. */
  deadlineMs: number;
  nowMs?: () => number;
}

/**
 * The spans of a run that has ended: as soon as all checks are met with all parents present, or as soon as nothing
 * more can come, at the latest after `deadlineMs`.
 * @throws BackendGone
 */
export async function settle(
  backend: Backend,
  runId: string,
  verdictOn: (spans: readonly Span[]) => Verdict,
  { flush, deadlineMs, nowMs = () => performance.now() }: SettleOptions,
): Promise<readonly Span[]> {
  const end = nowMs() + deadlineMs;
  const newsOf = (spans: readonly Span[]): string => `${backend.received(runId).requests} ${spans.length}`;
  let news = '';
  let newsAtMs = nowMs();
  for (;;) {
    const spans = await backend.spansOf(runId);
    if (newsOf(spans) !== news) [news, newsAtMs] = [newsOf(spans), nowMs()];

    const { met, spoilable } = verdictOn(spans);
    const isGood = met && orphansOf(spans).length === 0;
    if (isGood && !spoilable) return spans;
    // All that was taken can be read, and the program says that it has sent all.
    const isWhole = spans.length >= backend.received(runId).spans;
    if (isWhole && flush === 'acknowledged') return spans;

    const patienceMs = isWhole ? quietMs : isGood ? missingMs : Number.POSITIVE_INFINITY;
    const leftMs = Math.min(newsAtMs + patienceMs, end) - nowMs();
    if (leftMs <= 0) return spans;
    await backend.moved(runId, Math.ceil(leftMs));
  }
}

/** Spans that name a parent of the same program which never came. */
export function orphansOf(spans: readonly Span[]): TreeNode[] {
  return growForest(spans).strays.filter(({ place, span }) => place === 'orphan' && !isParentRemote(span));
}

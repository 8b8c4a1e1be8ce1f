/** The Collector in the strip: what it is doing in a word or two, and which addresses lead to it. */
import type { CollectorView, ComponentCounts } from '../../../sandbox/schemas/collector.ts';

/** The name the Collector answers by on the lab's network. */
export const collectorName = 'collector';

/** What is shown of it, and what is wrong with it. */
export interface CollectorNode {
  readonly detail: string;
  readonly fault: string | undefined;
}

const number = (count: number) => count.toLocaleString('en');

/** "4 in · 4 out", "loading 43 %", "did not start". */
export function collectorNode(view: CollectorView | undefined): CollectorNode {
  if (!view) return { detail: '', fault: undefined };
  switch (view.state) {
    case 'absent':
      return { detail: '', fault: undefined };
    case 'loading':
      return { detail: loadingWords(view), fault: undefined };
    case 'starting':
      return { detail: 'starting', fault: undefined };
    case 'stopping':
      return { detail: 'ending', fault: undefined };
    case 'failed':
      return { detail: '', fault: 'did not start' };
    case 'running':
      return runningNode(view.counts);
  }
}

function loadingWords({ progress }: CollectorView): string {
  if (!progress || progress.total === 0) return 'loading';
  return `loading ${Math.floor((100 * progress.done) / progress.total)} %`;
}

function runningNode(counts: readonly ComponentCounts[]): CollectorNode {
  const sum = (of: 'received' | 'refused') =>
    counts.filter(({ kind }) => kind === 'receiver').reduce((all, each) => all + each[of], 0);
  const [received, refused] = [sum('received'), sum('refused')];
  // A span that goes to several exporters has gone out once; what is only printed has not gone anywhere.
  const sent = Math.max(
    0,
    ...counts.filter(({ kind, id }) => kind === 'exporter' && !/^debug\b/u.test(id)).map((each) => each.sent),
  );
  const detail = received + sent === 0 ? 'ready' : `${number(received)} in · ${number(sent)} out`;
  return { detail, fault: refused > 0 ? `${number(refused)} refused` : undefined };
}

const listening =
  /\bendpoint:\s*["']?(?:0\.0\.0\.0|127\.0\.0\.1|localhost|collector|\[::1?\])?:(\d+)["']?\s*(?:[,}#]|$)/gmu;

/** Ports a configuration listens on, as far as its text tells at a glance; OTLP's own where it names none. */
export function collectorPorts(config: string): ReadonlySet<string> {
  // Up to the next section: an exporter's endpoint is somebody else's.
  const receivers = /^receivers:[\s\S]*?(?=^\w|$(?![\s\S]))/mu.exec(config)?.[0] ?? config;
  const named = [...receivers.matchAll(listening)].map(([, port]) => port ?? '');
  return new Set(named.length > 0 ? named : ['4317', '4318']);
}

/**
 * Whether a pipeline of a configuration sends to somebody, as far as its text tells at a glance. Line by line, each
 * read once: the text may be a stranger's, and may be long.
 */
export function sendsOn(config: string): boolean {
  let list: 'brackets' | 'dashes' | undefined;
  for (const line of config.split('\n')) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    if (list === 'dashes' && text.startsWith('- ')) {
      if (text.slice(2).trimStart().startsWith('otlp')) return true;
      continue;
    }
    const [before = '', ...lists] = text.split(/\bexporters:/u);
    if (list === 'brackets' && namesOtlp(before)) return true;
    if (list === 'dashes' || before.includes(']')) list = undefined;
    for (const each of lists) {
      const items = each.trimStart();
      const inBrackets = items.startsWith('[');
      if (inBrackets && namesOtlp(items)) return true;
      list = inBrackets && !items.includes(']') ? 'brackets' : undefined;
      if (items === '' || items.startsWith('#')) list = 'dashes';
    }
  }
  return false;
}

/** Whether something stands before the end of the brackets whose name begins with `otlp`. */
function namesOtlp(items: string): boolean {
  return /\botlp/u.test(items.split(']', 1)[0] ?? '');
}

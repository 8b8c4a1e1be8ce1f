/** Findings that are known: they do not fail, so that a repository with many can start today. Pure. */
import { createHash } from 'node:crypto';
import type { Finding, Rule } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import { CannotRun } from '../model/run.ts';

/** Findings of one kind in one document. Where they stand is not part of it: text may move. */
export interface KnownFinding {
  document: string;
  /** Of an example that has a name. */
  example?: string;
  rule: Rule;
  /** Of the message without what differs from run to run. */
  message: string;
  /** The message, for people. */
  says: string;
  /** How many there are in one setting. */
  count: number;
}

export interface Baseline {
  /** The outcome without findings that are known; `known` when nothing else is wrong with it. */
  know(outcome: Outcome): Outcome;
  /** Findings of documents and prose, in two. */
  sift(findings: readonly Finding[]): { fresh: Finding[]; known: Finding[] };
  /** Entries of these documents that were found less often than they say. */
  mended(documents: ReadonlySet<string>): KnownFinding[];
  /** Everything that was found, known or not, as entries. */
  entries(): KnownFinding[];
}

/** Begin with the entries of a file, or with none. */
export function openBaseline(entries: readonly KnownFinding[]): Baseline {
  const allowed = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const seen = new Map<string, { entry: KnownFinding; bySetting: Map<string, number> }>();

  /** A fault that shows in Node and in Chromium is one fault. */
  const isKnown = (finding: Finding, setting: string, example?: string): boolean => {
    const entry = entryOf(finding, example);
    const key = keyOf(entry);
    const there = seen.get(key) ?? { entry, bySetting: new Map<string, number>() };
    const count = (there.bySetting.get(setting) ?? 0) + 1;
    there.bySetting.set(setting, count);
    seen.set(key, there);
    return count <= (allowed.get(key)?.count ?? 0);
  };
  const countOf = (key: string) => Math.max(0, ...(seen.get(key)?.bySetting.values() ?? []));

  return {
    know(outcome) {
      if (outcome.status !== 'falls-short') return outcome;
      const setting = `${outcome.runtime ?? ''}/${outcome.backend ?? ''}`;
      const example = nameOf(outcome.id);
      const fresh = outcome.findings.filter((finding) => !isKnown(finding, setting, example));
      const known = outcome.findings.length - fresh.length;
      if (known === 0) return outcome;
      const note = `${known} ${known === 1 ? 'finding is' : 'findings are'} in the baseline`;
      return fresh.length === 0
        ? { ...outcome, status: 'known', note }
        : { ...outcome, findings: fresh, note };
    },
    sift(findings) {
      const fresh: Finding[] = [];
      const known: Finding[] = [];
      for (const finding of findings) (isKnown(finding, '') ? known : fresh).push(finding);
      return { fresh, known };
    },
    mended(documents) {
      return [...allowed]
        .filter(([key, { document, count }]) => documents.has(document) && countOf(key) < count)
        .map(([, entry]) => entry);
    },
    entries() {
      return [...seen]
        .map(([key, { entry }]) => ({ ...entry, count: countOf(key) }))
        .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    },
  };
}

/** Reads a baseline's text. @throws `CannotRun` when it is none */
export function parseBaseline(text: string, file: string): KnownFinding[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotRun(`${file} is no JSON (${why}). Write it again with --update-baseline.`);
  }
  const findings =
    typeof value === 'object' && value !== null && 'findings' in value ? value.findings : undefined;
  if (!Array.isArray(findings) || !findings.every(isKnownFinding)) {
    throw new CannotRun(
      `${file} is no baseline: expected { "findings": [{ document, rule, message, says, count }] }. ` +
        'Write it again with --update-baseline.',
    );
  }
  return findings;
}

/** A baseline's text: one entry a line, so that two branches that mend different things merge. */
export function formatBaseline(entries: readonly KnownFinding[]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`);
  return `{\n  "findings": [${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}]\n}\n`;
}

function isKnownFinding(value: unknown): value is KnownFinding {
  if (typeof value !== 'object' || value === null) return false;
  const has = (key: string, type: string) => typeof Reflect.get(value, key) === type;
  return ['document', 'rule', 'message', 'says'].every((key) => has(key, 'string')) && has('count', 'number');
}

function entryOf({ rule, message, at }: Finding, example: string | undefined): KnownFinding {
  const hash = createHash('sha256').update(lasting(message)).digest('hex').slice(0, 16);
  const says = message.length > 200 ? `${message.slice(0, 199)}…` : message;
  return {
    document: at.file,
    ...(example === undefined ? {} : { example }),
    rule,
    message: hash,
    says,
    count: 1,
  };
}

function keyOf({ document, example, rule, message }: KnownFinding): string {
  return JSON.stringify([document, example ?? '', rule, message]);
}

/** `docs/guide.md#checkout` → `checkout`. An ordinal is no name: it changes with what stands above. */
function nameOf(id: string): string | undefined {
  const name = id.slice(id.lastIndexOf('#') + 1);
  return name === id || /^\d+$/u.test(name) ? undefined : name;
}

/** A message without ids, times, positions and ports. */
function lasting(message: string): string {
  return message
    .replace(/\b[0-9a-f]{16,}\b/giu, 'ID')
    .replace(/\b\d+(?:\.\d+)?\s?(?:ns|µs|ms|s|min)\b/gu, 'TIME')
    .replace(/:\d+(?::\d+)?\b/gu, ':N')
    .replace(/\blines? \d+/giu, 'line N');
}

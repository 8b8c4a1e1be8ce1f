/** Values that prose shows of a run: they must be what the run gave. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { closest } from '@spanlab/sandbox/expect/closest.ts';
import type { Example, ReadDocument } from '../model/example.ts';
import type { DocumentEdit, Finding, Rule } from '../model/finding.ts';
import type { Outcome } from '../model/outcome.ts';
import { type Places, placesOf } from './places.ts';
import type { ShownResult } from './shown-results.ts';

/** A value by its key: what each setting gave, or that nobody knows this time. */
type Known = { values: Map<string, string[]> } | 'not run' | undefined;

/**
 * Hold `<Result of="checkout.spans">4</Result>`, `<!-- result checkout.spans -->4<!-- /result -->` and
 * `<Diagram of="checkout" spans={[…]} />` to the outcomes of the document's examples. What was not run this time
 * (skipped, filtered out, or fallen short before it gave anything) is left alone.
 */
export async function bindResults(
  document: ReadDocument,
  outcomes: readonly Outcome[],
): Promise<{ findings: Finding[]; edits: DocumentEdit[] }> {
  if (!/<Result\b|<!--\s*result(?:\s|:)|<Diagram\b[^>]*\bof=/iu.test(document.text))
    return { findings: [], edits: [] };
  // The parser is loaded for documents that show something.
  const [{ parseProse }, { shownResults }, { drawnTrees }] = await Promise.all([
    import('./parse-prose.ts'),
    import('./shown-results.ts'),
    import('./drawn-tree.ts'),
  ]);
  const own = outcomes.filter(
    (each) => (each.at.file === document.file || besides(each.at.file, document.file)) && isWhole(each),
  );
  const values = valuesOf(own);
  const places = placesOf(document.file, document.text);
  const slips: Slip[] = [];
  const { text, file } = document;
  const root = parseProse(text, file);
  const shown = [...shownResults(root, text, file), ...drawnTrees(root, text, file)];
  for (const each of shown) {
    const slip = slipOf(each, lookUp(each.key, { document, own, values }), { values, document });
    if (slip !== undefined) slips.push(slip);
  }
  return mend(slips, document.text, places);
}

/** A lesson's outcomes belong to the text in the same folder. */
function besides(file: string, document: string): boolean {
  const folder = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);
  return /(?:^|\/)(?:lab|expect)\.yaml$/u.test(file) && folder(file) === folder(document);
}

/** After these, what a run gave is not what it would have given. */
const cutShort: ReadonlySet<Rule> = new Set<Rule>([
  'import',
  'threw',
  'rejected',
  'late',
  'export',
  'timeout',
  'too-much-output',
  'killed-itself',
  'backend',
]);

/** Did it come to its end? An outcome that did not is as if it were not there. */
function isWhole({ status, findings }: Outcome): boolean {
  return status !== 'skipped' && !findings.some(({ rule }) => cutShort.has(rule));
}

function valuesOf(outcomes: readonly Outcome[]): Map<string, Map<string, string[]>> {
  const values = new Map<string, Map<string, string[]>>();
  for (const { results, runtime, backend } of outcomes) {
    const setting = [runtime, backend].filter((each) => each !== undefined).join(', ');
    for (const [key, value] of Object.entries(results)) {
      const byValue = values.get(key) ?? new Map<string, string[]>();
      byValue.set(value, [...(byValue.get(value) ?? []), setting]);
      values.set(key, byValue);
    }
  }
  return values;
}

function isLesson({ path }: ReadDocument): boolean {
  return existsSync(join(dirname(path), 'lab.yaml'));
}

interface Run {
  document: ReadDocument;
  own: readonly Outcome[];
  values: Map<string, Map<string, string[]>>;
}

function lookUp(key: string, { document, own, values }: Run): Known {
  const found = values.get(key);
  if (found !== undefined) return { values: found };
  const example = document.examples.find((each) => key.startsWith(`${nameOf(each)}.`));
  // Exercises are no examples of the text they belong to, and may not be run this time.
  if (example === undefined) return values.size === 0 && isLesson(document) ? 'not run' : undefined;
  // One of its runs gave values: then this one is not among them.
  const gave = own.some(({ id, results }) => id === example.id && Object.keys(results).length > 0);
  return gave ? undefined : 'not run';
}

/** `checkout` of `docs/guide.md#checkout`. */
function nameOf({ id }: Pick<Example, 'id'>): string {
  return id.slice(id.lastIndexOf('#') + 1);
}

interface Slip {
  message: string;
  /** Of the whole element or comment. */
  start: number;
  end: number;
  /** What is to stand where, if that is known. */
  change?: { start: number; end: number; text: string };
  detail?: string;
}

function slipOf(
  shown: ShownResult,
  known: Known,
  { values, document }: Pick<Run, 'values' | 'document'>,
): Slip | undefined {
  const { key, start, end } = shown;
  if (known === 'not run') return undefined;
  if (known === undefined && shown.problem !== undefined) return { message: shown.problem, start, end };
  if (known === undefined) {
    const names = [
      ...new Set([...values.keys(), ...document.examples.map((each) => `${nameOf(each)}.spans`)]),
    ];
    const near = closest(key, names);
    const hint =
      near !== undefined
        ? ` Did you mean ${near}?`
        : names.length === 0
          ? ' No example of this document gives any: name one, such as `ts verify=checkout`.'
          : '';
    const message = `Found ${key}, which no run of this document gives.${hint}`;
    // Not in the message: it is another list with every run, and the finding is the same.
    return { message, start, end, ...(names.length > 0 && { detail: listOf(key, names) }) };
  }
  const [[value = ''] = [], ...others] = known.values;
  if (others.length > 0) {
    if (shown.problem !== undefined) return { message: shown.problem, start, end };
    const all = [...known.values].map(([each, settings]) => `${quoted(each)} in ${settings.join(' and ')}`);
    const message = `Found ${quoted(shown.value)} for ${key}, but the runs differ: ${all.join('; ')}. Show what they have in common, or run the example in one runtime.`;
    return { message, start, end };
  }
  if (shown.problem !== undefined) return { message: shown.problem, start, end };
  if (shown.equals(value)) return undefined;
  const isLong = value.includes('\n') || shown.value.includes('\n');
  const message = isLong
    ? `What is shown for ${key} is not what the run gave.`
    : `Found ${quoted(shown.value)} for ${key}, but the run gave ${quoted(value)}.`;
  const text = shown.write(value);
  return {
    message,
    start,
    end,
    ...(isLong && { detail: sideBySide(shown.value, value) }),
    ...(text !== undefined && { change: { ...shown.inside, text } }),
  };
}

const mostListed = 12;

/** What there is, those that begin as it does first. */
function listOf(key: string, names: readonly string[]): string {
  const wanted = key.toLowerCase().split('.');
  const alike = (name: string): number => {
    const parts = name.toLowerCase().split('.');
    const differs = wanted.findIndex((part, i) => parts[i] !== part);
    return differs === -1 ? wanted.length : differs;
  };
  const sorted = names.toSorted((a, b) => alike(b) - alike(a));
  const more = sorted.length - mostListed;
  return ['There are:', ...sorted.slice(0, mostListed), ...(more > 0 ? [`and ${more} more`] : [])].join(
    '\n  ',
  );
}

function quoted(value: string): string {
  return value === '' ? 'nothing' : /^[\w.-]+$/u.test(value) ? value : JSON.stringify(value);
}

function sideBySide(shown: string, given: string): string {
  const lines = (text: string, sign: string) =>
    text === '' ? [] : text.split('\n').map((line) => `${sign} ${line}`);
  return [...lines(shown, '-'), ...lines(given, '+')].join('\n');
}

/** Changes that share a line are one edit: two would be in each other's way. */
function mend(
  slips: readonly Slip[],
  text: string,
  places: Places,
): { findings: Finding[]; edits: DocumentEdit[] } {
  const changes = slips
    .flatMap(({ change }) => (change === undefined ? [] : [change]))
    .sort((a, b) => a.start - b.start);
  const edits: DocumentEdit[] = [];
  const groups: (typeof changes)[] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    const shares = last !== undefined && places.at(last.end).line >= places.at(change.start).line;
    if (shares) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  for (const group of groups) {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) continue;
    const { file, line } = places.at(first.start);
    const endLine = places.at(last.end).line;
    const from = places.startOf(line);
    const to = places.startOf(endLine) + places.line(endLine).length;
    let lines = text.slice(from, to);
    for (const { start, end, text: replacement } of group.toReversed()) {
      lines = lines.slice(0, start - from) + replacement + lines.slice(end - from);
    }
    edits.push({ file, line, endLine, text: lines.replace(/\r\n|\r/gu, '\n') });
  }
  const findings = slips.map(({ message, start, end, change, detail }): Finding => {
    const at = places.at(start, end);
    const line = change === undefined ? 0 : places.at(change.start).line;
    const fix = edits.find((edit) => edit.line <= line && line <= edit.endLine);
    return { rule: 'result', message, at, ...(detail !== undefined && { detail }), ...(fix && { fix }) };
  });
  return { findings, edits };
}

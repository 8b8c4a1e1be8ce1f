/** What is said about a run: the status line, and one sentence for screen readers. */
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Lab } from '../../../sandbox/schemas/lab.ts';
import { plural } from '../../words.ts';
import type { RunRecord } from './run-state.ts';

/** "shopper", "shopper and payments", "a, b and c". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** Milliseconds as a reader likes them: "84 ms", "1.2 s". */
export function durationText(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** Programs that serve, judged by their text: all there is to go by before a run. */
function looksLikeServer(lab: Lab, files: FileSet): (service: string) => boolean {
  const servers = lab.services.filter(({ entry }) => /\bserve\s*\(/u.test(files[entry] ?? ''));
  const names = new Set(servers.map(({ name }) => name));
  return (service) => names.has(service);
}

/** When a run of these files will end. */
export function endsWhen(lab: Lab, files: FileSet): string {
  const isServer = looksLikeServer(lab, files);
  const clients = lab.services.map(({ name }) => name).filter((name) => !isServer(name));
  if (lab.services.length === 0) return 'The Collector runs until Stop.';
  if (clients.length === 0) return 'Servers run until Stop.';
  return `Ends when ${listed(clients)} ${clients.length === 1 ? 'is' : 'are'} done.`;
}

const idle = new Set(['settled', 'ended', 'failed', 'stopping', 'listening']);

/** One line beside the Run button. */
export function statusLine(record: RunRecord | undefined, lab: Lab, files: FileSet): string {
  if (!record) return endsWhen(lab, files);
  if (record.exit) return record.exit.message;
  const services = Object.entries(record.services);
  if (services.length === 0) return lab.services.length === 0 ? endsWhen(lab, files) : 'Starting.';
  const busy = services.filter(([, { state }]) => !idle.has(state));
  const note = busy.find(([, status]) => status.note)?.[1].note;
  if (note) return note;
  if (busy.length > 0) return `Running: ${listed(busy.map(([name]) => name))}.`;
  const onlyServers = services.every(([, { state }]) => state === 'listening');
  return onlyServers ? 'Servers run until Stop.' : 'Ending: servers get their shutdown signal.';
}

/** The result of a finished run in one sentence. */
export function announcement(record: RunRecord): string {
  const { exit, checks, diagnostics, stored, printed } = record;
  const [error] = diagnostics;
  if (error) {
    const more = diagnostics.length > 1 ? `, and ${plural(diagnostics.length - 1, 'more error')}` : '';
    return `Not started: ${error.file} line ${error.line}, ${error.message.replace(/\.$/u, '')}${more}.`;
  }
  const ended = (exit?.message ?? 'The run has ended.').replace(/\.$/u, '');
  const spans = stored.length > 0 ? stored.length : printed.length;
  const arrived = spans > 0 ? `, ${plural(spans, 'span')} ${stored.length > 0 ? 'stored' : 'printed'}` : '';
  if (checks.length === 0) return `${ended}${arrived}.`;
  const met = checks.filter(({ ok }) => ok).length;
  const missed = checks.find(({ ok }) => !ok);
  const why = missed ? `; not met: ${missed.check}` : '';
  return `${ended}${arrived}, ${met} of ${plural(checks.length, 'check')} met${why}.`;
}

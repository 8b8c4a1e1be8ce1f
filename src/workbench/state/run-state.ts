/**
 * What the panels show of a run: a pure fold over its events.
 * The record before the current one is kept, so that panels can dim old content until new content is there.
 */
import type {
  CheckResult,
  Diagnostic,
  Exchange,
  ExitReason,
  RunEvent,
  ServiceState,
  SourceLocation,
} from '../../../sandbox/schemas/run-event.ts';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { sharedBytes, spanBytes } from '../../../sandbox/store/span-size.ts';

/** Entries kept for the panels. The lab bounds what a program may print; this bounds what a page holds. */
export const keep = { console: 5_000, exchanges: 5_000, stored: 20_000, storedBytes: 64_000_000 } as const;

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;
export type ConsoleEvent = EventOf<
  'console' | 'console-dropped' | 'uncaught' | 'compile-error' | 'collector-log' | 'note'
>;
export type ExportEvent = EventOf<'export'>;

export interface ServiceStatus {
  readonly state: ServiceState;
  readonly address: string | undefined;
  readonly note: string | undefined;
}

/** What a service has put out so far. */
export interface ServiceCounts {
  readonly lines: number;
  readonly printed: number;
  readonly exported: number;
  readonly rejected: number;
}

/** One run, as far as its events have arrived. */
export interface RunRecord {
  readonly runId: string;
  readonly phase: 'running' | 'ended';
  readonly limitMs: number | undefined;
  readonly elapsedMs: number;
  readonly services: Readonly<Record<string, ServiceStatus>>;
  readonly counts: Readonly<Record<string, ServiceCounts>>;
  readonly console: readonly ConsoleEvent[];
  /** Console entries this page let go of, oldest first. */
  readonly consoleForgotten: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly exchanges: readonly Exchange[];
  readonly exchangesForgotten: number;
  readonly exports: readonly ExportEvent[];
  /** The latest spans the store took. It may hold more than a page, and may have given some of these up. */
  readonly stored: readonly Span[];
  readonly storedBytes: number;
  readonly storedForgotten: number;
  readonly printed: readonly Span[];
  /** Where in the source a span was started, by span id. */
  readonly sources: Readonly<Record<string, SourceLocation>>;
  readonly checks: readonly CheckResult[];
  readonly evicted: { readonly traces: number; readonly spans: number };
  readonly exit: { readonly reason: ExitReason; readonly message: string } | undefined;
}

export interface RunState {
  readonly current: RunRecord | undefined;
  /** The last run before the current one that left something to look at. */
  readonly previous: RunRecord | undefined;
}

export const noRun: RunState = { current: undefined, previous: undefined };

/** The spans a share link brought, as if they were of a run that has ended. */
export function sharedRun(stored: readonly Span[]): RunState {
  if (stored.length === 0) return noRun;
  const exit = {
    reason: 'finished',
    message: 'These spans came with the link. Run makes new ones.',
  } as const;
  return { current: { ...emptyRecord('shared'), phase: 'ended', stored, exit }, previous: undefined };
}

function emptyRecord(runId: string): RunRecord {
  return {
    runId,
    phase: 'running',
    limitMs: undefined,
    elapsedMs: 0,
    services: {},
    counts: {},
    console: [],
    consoleForgotten: 0,
    diagnostics: [],
    exchanges: [],
    exchangesForgotten: 0,
    exports: [],
    stored: [],
    storedBytes: 0,
    storedForgotten: 0,
    printed: [],
    sources: {},
    checks: [],
    evicted: { traces: 0, spans: 0 },
    exit: undefined,
  };
}

/** Whether a run left something that is worth keeping on the screen. */
function hasOutput(record: RunRecord): boolean {
  return (
    record.exchanges.length > 0 ||
    record.stored.length > 0 ||
    record.checks.length > 0 ||
    record.console.some((entry) => entry.type !== 'compile-error')
  );
}

/** Open a record for a run that was just asked for. Later events of other runs are ignored. */
export function beginRun(state: RunState, runId: string): RunState {
  const { current, previous } = state;
  return { current: emptyRecord(runId), previous: current && hasOutput(current) ? current : previous };
}

/** The lab has given the run its name: the record opened on the press of the button is that run's. */
export function nameRun(state: RunState, runId: string): RunState {
  return state.current ? { ...state, current: { ...state.current, runId } } : state;
}

/** End the record without an event: the run was stopped before the lab was there, or the lab could not be loaded. */
export function endRun(state: RunState, exit: NonNullable<RunRecord['exit']>): RunState {
  return state.current ? { ...state, current: { ...state.current, phase: 'ended', exit } } : state;
}

/** The state after one more event. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  return reduceRunEvents(state, [event]);
}

/** The state after a batch of events; each list is copied once a batch, so floods stay cheap. */
export function reduceRunEvents(state: RunState, events: readonly RunEvent[]): RunState {
  let next = state;
  let batch: RunEvent[] = [];
  const flush = () => {
    if (batch.length > 0 && next.current) next = { ...next, current: applyEvents(next.current, batch) };
    batch = [];
  };
  for (const event of events) {
    if (event.type === 'start' && event.runId !== next.current?.runId) {
      flush();
      next = beginRun(next, event.runId);
    }
    if (event.runId === next.current?.runId) batch.push(event);
  }
  flush();
  return next;
}

function ofTypes<Type extends RunEvent['type']>(
  events: readonly RunEvent[],
  ...types: readonly Type[]
): EventOf<Type>[] {
  const wanted = new Set<string>(types);
  return events.filter((event): event is EventOf<Type> => wanted.has(event.type));
}

function append<Item>(list: readonly Item[], added: readonly Item[]): readonly Item[] {
  return added.length === 0 ? list : [...list, ...added];
}

function applyEvents(record: RunRecord, events: readonly RunEvent[]): RunRecord {
  const output = append(
    record.console,
    ofTypes(events, 'console', 'console-dropped', 'uncaught', 'compile-error', 'collector-log', 'note'),
  );
  const exchanges = append(
    record.exchanges,
    ofTypes(events, 'http').map((event) => event.exchange),
  );
  const start = ofTypes(events, 'start').at(-1);
  const exit = ofTypes(events, 'exit').at(-1);
  const spans = ofTypes(events, 'stored', 'printed');
  const sources = spans.flatMap((event) => (event.sources ? [event.sources] : []));
  return {
    ...record,
    phase: exit ? 'ended' : record.phase,
    limitMs: start?.limitMs ?? record.limitMs,
    elapsedMs: events.at(-1)?.atMs ?? record.elapsedMs,
    services: withServices(record.services, events),
    counts: withCounts(record.counts, events),
    console: output.slice(-keep.console),
    consoleForgotten: record.consoleForgotten + Math.max(0, output.length - keep.console),
    diagnostics: append(
      record.diagnostics,
      ofTypes(events, 'compile-error').map((event) => event.diagnostic),
    ),
    exchanges: exchanges.slice(-keep.exchanges),
    exchangesForgotten: record.exchangesForgotten + Math.max(0, exchanges.length - keep.exchanges),
    exports: append(record.exports, ofTypes(events, 'export')).slice(-keep.exchanges),
    ...withStored(
      record,
      ofTypes(events, 'stored').flatMap((event) => event.spans),
    ),
    printed: append(
      record.printed,
      ofTypes(events, 'printed').flatMap((event) => event.spans),
    ),
    sources: merged(record.sources, sources),
    checks: withChecks(record.checks, events),
    evicted: ofTypes(events, 'evicted').reduce(
      (sum, event) => ({ traces: sum.traces + event.traces, spans: sum.spans + event.spans }),
      record.evicted,
    ),
    exit: exit ? { reason: exit.reason, message: exit.message } : record.exit,
  };
}

/** As if no two spans shared a resource: which of them do is lost when events come one by one. */
function heldBytes(span: Span): number {
  return spanBytes(span) + sharedBytes(span);
}

type StoredSpans = Pick<RunRecord, 'stored' | 'storedBytes' | 'storedForgotten'>;

function withStored(
  { stored, storedBytes, storedForgotten }: StoredSpans,
  added: readonly Span[],
): StoredSpans {
  if (added.length === 0) return { stored, storedBytes, storedForgotten };
  const spans = [...stored, ...added];
  let bytes = added.reduce((sum, span) => sum + heldBytes(span), storedBytes);
  let forgotten = 0;
  for (const span of spans) {
    if (spans.length - forgotten <= keep.stored && bytes <= keep.storedBytes) break;
    bytes -= heldBytes(span);
    forgotten += 1;
  }
  return {
    stored: forgotten === 0 ? spans : spans.slice(forgotten),
    storedBytes: bytes,
    storedForgotten: storedForgotten + forgotten,
  };
}

function merged<Value>(
  before: Readonly<Record<string, Value>>,
  added: readonly Readonly<Record<string, Value>>[],
): Readonly<Record<string, Value>> {
  if (added.length === 0) return before;
  return Object.fromEntries([before, ...added].flatMap((each) => Object.entries(each)));
}

function withServices(services: RunRecord['services'], events: readonly RunEvent[]): RunRecord['services'] {
  let next = services;
  for (const event of events) {
    if (event.type === 'start') {
      for (const name of event.services) {
        next = { ...next, [name]: { state: 'starting', address: undefined, note: undefined } };
      }
    }
    if (event.type === 'service') {
      const before = next[event.service];
      next = {
        ...next,
        [event.service]: { state: event.state, address: event.address ?? before?.address, note: event.note },
      };
    }
  }
  return next;
}

const nothing: ServiceCounts = { lines: 0, printed: 0, exported: 0, rejected: 0 };

function withCounts(counts: RunRecord['counts'], events: readonly RunEvent[]): RunRecord['counts'] {
  const next = { ...counts };
  const add = (service: string, added: Partial<ServiceCounts>) => {
    const before = next[service] ?? nothing;
    next[service] = {
      lines: before.lines + (added.lines ?? 0),
      printed: before.printed + (added.printed ?? 0),
      exported: before.exported + (added.exported ?? 0),
      rejected: before.rejected + (added.rejected ?? 0),
    };
  };
  for (const event of events) {
    if (event.type === 'console') add(event.service, { lines: 1 });
    if (event.type === 'printed') add(event.service, { printed: event.spans.length });
    if (event.type === 'export') {
      add(event.service, { exported: event.spans - event.rejected, rejected: event.rejected });
    }
  }
  return next;
}

/** A check may be judged again as more arrives: the last verdict counts. */
function withChecks(checks: readonly CheckResult[], events: readonly RunEvent[]): readonly CheckResult[] {
  const fresh = ofTypes(events, 'check').map((event) => event.result);
  if (fresh.length === 0) return checks;
  const byIndex = new Map([...checks, ...fresh].map((result) => [result.index, result]));
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

/** What a panel shows, and whether it is left over from the run before. */
export interface Shown<Content> {
  readonly content: readonly Content[];
  readonly stale: boolean;
}

/**
 * The content for a panel: the current run's, or, while that has none yet (or never started), the last run's, dimmed.
 */
export function shown<Content>(
  state: RunState,
  pick: (record: RunRecord) => readonly Content[],
): Shown<Content> {
  const { current, previous } = state;
  const content = current ? pick(current) : [];
  if (content.length > 0 || !previous) return { content, stale: false };
  const waiting = current?.phase === 'running' || current?.exit?.reason === 'not-started';
  return waiting ? { content: pick(previous), stale: true } : { content, stale: false };
}

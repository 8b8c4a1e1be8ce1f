/** Documents written in a test, judged by what a run of them is said to have done. */
import { afterAll } from 'vitest';
import type { Span } from '../../../sandbox/schemas/trace.ts';
import { encodeTracesProtobuf } from '../../../sandbox/store/otlp/encode-protobuf.ts';
import { openEmbedded } from '../../../verify/backends/embedded.ts';
import { applyEdits } from '../../../verify/document/apply-edits.ts';
import { readDocument } from '../../../verify/document/read-document.ts';
import { type Judged, judge } from '../../../verify/judge/judge.ts';
import type { RunnableExample } from '../../../verify/judge/places.ts';
import type { Backend } from '../../../verify/model/backend.ts';
import type { Ran, RunError } from '../../../verify/model/run.ts';
import type { TypeDiagnostic } from '../../../verify/types/check-types.ts';

/** What a run did; nothing wrong unless it says so. */
export interface Did extends Partial<Omit<Ran, 'output' | 'errors'>> {
  /** Its standard output. */
  stdout?: string;
  stderr?: string;
  errors?: readonly (Partial<RunError> & Pick<RunError, 'name' | 'message'>)[];
  /** Spans it sends. */
  sends?: readonly Span[];
  types?: readonly TypeDiagnostic[];
}

/** Lines joined as a document has them. */
export function markdown(...lines: string[]): string {
  return `${lines.join('\n')}\n`;
}

/** The first example of a document. */
export async function exampleIn(text: string): Promise<RunnableExample> {
  const { examples, findings } = await readDocument('/docs/guide.md', {
    cwd: '/docs',
    files: { sizeOf: () => Promise.resolve(text.length), read: () => Promise.resolve(text) },
  });
  const [first] = examples;
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('\n'));
  if (first?.kind !== 'program' && first?.kind !== 'shell')
    throw new Error('the document has nothing to run');
  return first;
}

export function ranOf({ stdout = '', stderr = '', errors = [], ...did }: Did): Ran {
  const lines = (stream: 'stdout' | 'stderr', text: string) =>
    text === ''
      ? []
      : text
          .replace(/\n$/u, '')
          .split('\n')
          .map((line) => ({ stream, text: line }));
  return {
    exitCode: did.exitCode ?? 0,
    output: [...lines('stdout', stdout), ...lines('stderr', stderr)],
    printed: did.printed ?? [],
    errors: errors.map((error) => ({ kind: 'threw', frames: [], stack: '', ...error })),
    troubles: did.troubles ?? [],
    flush: did.flush ?? 'acknowledged',
    loaded: did.loaded ?? [],
    durationMs: 1,
  };
}

let opened: Promise<Backend> | undefined;
let runs = 0;
afterAll(async () => (await opened)?.dispose());

/** Judge a document's first example as if it had been run and had done this. */
export async function judged(text: string, did: Did = {}): Promise<Judged> {
  opened ??= openEmbedded();
  const backend = await opened;
  const runId = `run-${++runs}`;
  await send(backend, runId, did.sends ?? []);
  const example = await exampleIn(text);
  const { types } = did;
  const found = await judge({ example, ran: ranOf(did), backend, runId, types, deadlineMs: 5_000 });
  backend.forget(runId);
  return found;
}

/** The document as `--update` leaves it after such a run. */
export async function updated(text: string, did: Did): Promise<string> {
  const { edits } = await judged(text, did);
  return applyEdits(text, edits);
}

/** Post spans as an exporter does. */
export async function send(backend: Backend, runId: string, spans: readonly Span[]): Promise<void> {
  const endpoint = backend.endpointOf(runId);
  if (spans.length === 0) return;
  const headers = { 'content-type': 'application/x-protobuf' };
  const body = encodeTracesProtobuf(spans);
  const response = await fetch(`${endpoint}/v1/traces`, { method: 'POST', headers, body });
  await response.arrayBuffer();
}

/** Findings as a report shows them: rule, place, message. */
export function told({ findings }: Pick<Judged, 'findings'>): string[] {
  return findings.map(({ rule, at, message }) => `${at.line}:${at.column} ${rule}: ${message}`);
}

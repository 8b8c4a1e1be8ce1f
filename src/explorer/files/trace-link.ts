/**
 * A small trace in a link. All of it is in the fragment, which browsers do not send to servers: `#trace=v1.` and then
 * OTLP, deflated, in base64url.
 */
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';
import { plural } from '../../words.ts';
import { packedText, unpackedText } from './packed-text.ts';
import { readTraces } from './read-traces.ts';
import { hasHexIds } from './span-ids.ts';

const version = 'v1';
const prefix = '#trace=';

/** What a link may unpack to. */
const maxUnpackedBytes = 8_000_000;
/** A few bytes of a link can unpack to a span. */
const maxSpans = 50_000;
/** Longer addresses are cut by browsers. */
const maxLinkLength = 500_000;
/** Longer texts are cut by some chat programs and mail clients. */
const fitsAnywhere = 8_000;

export type TraceLink =
  /** The fragment, `#` included, and what to know before sending it. */
  { ok: true; fragment: string; remark: string } | { ok: false; problem: string };

export async function traceLink(spans: readonly Span[]): Promise<TraceLink> {
  const { writeOtlpJson, writeOtlpProtobuf } = await import('./write-otlp.ts');
  if (spans.length > maxSpans) {
    return {
      ok: false,
      problem: `This trace has ${plural(spans.length, 'span')}; a link holds ${plural(maxSpans, 'span')}. Save it as a file and send that.`,
    };
  }
  // Protobuf is shorter, but holds no ids that are not hex.
  const bytes = spans.every(hasHexIds) ? writeOtlpProtobuf(spans) : writeOtlpJson(spans, 'compact');
  const size = `This trace has ${plural(spans.length, 'span')}`;
  const instead = 'Save it as a file and send that.';
  if (bytes.length > maxUnpackedBytes) {
    return {
      ok: false,
      problem: `${size} of ${megabytes(bytes.length)}; a link holds ${megabytes(maxUnpackedBytes)}. ${instead}`,
    };
  }
  const fragment = `${prefix}${version}.${await packedText(bytes)}`;
  if (fragment.length > maxLinkLength) {
    return {
      ok: false,
      problem: `${size}, which make a link of ${kilobytes(fragment.length)}; browsers cut those longer than ${kilobytes(maxLinkLength)}. ${instead}`,
    };
  }
  const remark =
    fragment.length > fitsAnywhere
      ? `${kilobytes(fragment.length)}. Some chat programs cut links this long.`
      : `${fragment.length} characters. The whole trace is in the link; nothing is kept on a server.`;
  return { ok: true, fragment, remark };
}

/** Whether an address holds a trace, readable or not. */
export function isTraceLink(fragment: string): boolean {
  return fragment.startsWith(prefix);
}

export type UnpackedLink = { ok: true; bytes: Uint8Array<ArrayBuffer> } | { ok: false; problem: string };

/** What a fragment holds, to be read as any file is. Believes nothing, throws nothing: what is wrong is said in words. */
export async function unpackTraceLink(fragment: string): Promise<UnpackedLink> {
  const refused = (problem: string): UnpackedLink => ({ ok: false, problem });
  const [, given, packed] = /^#trace=(v\d+)\.([^&]*)/u.exec(fragment) ?? [];
  if (given === undefined || packed === undefined) {
    return refused('This is no link to a trace: after #trace= comes no version such as v1.');
  }
  if (given !== version) {
    return refused(
      `This link is of version ${given.slice(0, 20)}; this page reads ${version}. Open it with the Spanlab it was made with.`,
    );
  }
  const bytes = await unpackedText(packed, maxUnpackedBytes);
  if (bytes === 'changed') {
    return refused('This link has been changed on its way: it holds characters no link to a trace has.');
  }
  if (bytes === 'too-large') {
    return refused(
      `This link unpacks to more than ${megabytes(maxUnpackedBytes)}, which no link to a trace does.`,
    );
  }
  if (bytes === 'broken') {
    return refused('This link is not whole. Was it cut at the end when it was sent? Ask for it again.');
  }
  return { ok: true, bytes: new Uint8Array(bytes) };
}

export type OpenedLink = { ok: true; spans: Span[]; problems: string[] } | { ok: false; problem: string };

/** Reads a fragment as a whole, for those who want its spans themselves. */
export async function openTraceLink(fragment: string): Promise<OpenedLink> {
  const unpacked = await unpackTraceLink(fragment);
  if (!unpacked.ok) return unpacked;
  const spans: Span[] = [];
  let isCut = false;
  const report = await readTraces(new Blob([unpacked.bytes]).stream(), {
    name: 'The link',
    maxInflatedBytes: maxUnpackedBytes,
    onSpans: (batch) => {
      for (const span of batch) {
        isCut = spans.length >= maxSpans;
        if (isCut) break;
        spans.push(span);
      }
      return !isCut;
    },
  });
  const cut = `The link holds more than ${plural(maxSpans, 'span')}. The rest is left out.`;
  return spans.length > 0
    ? { ok: true, spans, problems: [...report.problems, ...(isCut ? [cut] : [])] }
    : { ok: false, problem: report.problems[0] ?? 'The link holds no spans.' };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function kilobytes(characters: number): string {
  return `${(characters / 1e3).toFixed(1)} kB`;
}

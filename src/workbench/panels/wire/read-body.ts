/** A body as it can be shown: spans, JSON, text, or bytes; and what keeps it from being more than that. */
import type { Body, HeaderList } from '@spanlab/sandbox/schemas/run-event.ts';
import type { Span } from '@spanlab/sandbox/schemas/trace.ts';

export interface ReadableBody {
  /** Pretty JSON, text, or hex. */
  raw: string;
  form: 'json' | 'text' | 'bytes';
  /** Decoded from OTLP. */
  spans?: Span[];
  /** Why it is not shown any better. */
  problem?: string;
}

/** Turns OTLP payloads into spans; throws with words for the reader. */
export interface OtlpDecoders {
  json: (text: string) => Span[];
  protobuf: (bytes: Uint8Array) => Span[];
}

export interface ReadBodyEffects {
  loadDecoders: () => Promise<OtlpDecoders>;
  gunzip: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** `expectSpans`: this is the body of an OTLP/HTTP export. Undefined for a body without bytes. */
export async function readBody(
  body: Body | undefined,
  headers: HeaderList,
  expectSpans: boolean,
  effects: ReadBodyEffects = browserEffects,
): Promise<ReadableBody | undefined> {
  if (body === undefined || body.bytes.length === 0) return undefined;
  const whole = body.truncatedFrom === undefined;
  const unpacked = await unpack(body.bytes, header(headers, 'content-encoding'), whole, effects);
  const shown = asText(unpacked.bytes, header(headers, 'content-type'));
  if (unpacked.problem !== undefined) return { ...shown, problem: unpacked.problem };
  if (!expectSpans) return shown;
  if (!whole)
    return { ...shown, problem: 'Its spans cannot be decoded, because only its beginning was kept.' };
  try {
    const decoders = await effects.loadDecoders();
    const protobuf = header(headers, 'content-type').includes('protobuf');
    const spans = protobuf
      ? decoders.protobuf(unpacked.bytes)
      : decoders.json(new TextDecoder().decode(unpacked.bytes));
    return { ...shown, spans };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { ...shown, problem: `This is not OTLP: ${words}` };
  }
}

async function unpack(
  bytes: Uint8Array,
  encoding: string,
  whole: boolean,
  effects: ReadBodyEffects,
): Promise<{ bytes: Uint8Array; problem?: string }> {
  if (encoding !== 'gzip') return { bytes };
  if (!whole) return { bytes, problem: 'It is compressed with gzip, and only its beginning was kept.' };
  try {
    return { bytes: await effects.gunzip(bytes) };
  } catch {
    return { bytes, problem: 'It says it is compressed with gzip, and it is not.' };
  }
}

function asText(bytes: Uint8Array, type: string): ReadableBody {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: !/^text\/|json/u.test(type) }).decode(bytes);
  } catch {
    return { raw: hexDump(bytes), form: 'bytes' };
  }
  if (type.includes('protobuf')) return { raw: hexDump(bytes), form: 'bytes' };
  try {
    return { raw: JSON.stringify(JSON.parse(text), null, 2), form: 'json' };
  } catch {
    return { raw: text, form: 'text' };
  }
}

/** Sixteen bytes a line: offset, hex, and the printable ones as characters. At most 4 kB of them. */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, 4096); at += 16) {
    const part = bytes.subarray(at, at + 16);
    const hex = Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = Array.from(part, (byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·')).join(
      '',
    );
    lines.push(`${at.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  if (bytes.length > 4096) lines.push(`… ${bytes.length - 4096} more bytes`);
  return lines.join('\n');
}

function header(headers: HeaderList, name: string): string {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? '';
}

const browserEffects: ReadBodyEffects = {
  loadDecoders: async () => {
    const [json, protobuf] = await Promise.all([
      import('@spanlab/sandbox/store/otlp/decode-json.ts'),
      import('@spanlab/sandbox/store/otlp/decode-protobuf.ts'),
    ]);
    return { json: json.decodeTracesJson, protobuf: protobuf.decodeTracesProtobuf };
  },
  gunzip: async (bytes) => {
    const stream = new Response(new Uint8Array(bytes)).body?.pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  },
};

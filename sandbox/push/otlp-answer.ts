/** What an answer of an OTLP/HTTP server says of the spans that were sent. */
import type { HeaderList } from '../schemas/run-event.ts';
import { createWireReader } from '../store/otlp/wire-reader.ts';

export interface OtlpAnswer {
  status: number;
  statusText: string;
  headers: HeaderList;
  body: Uint8Array;
}

export interface Verdict {
  /** `partly`: some of the spans were not taken. */
  outcome: 'accepted' | 'partly' | 'refused';
  rejected: number;
  /** One sentence: what it came to. */
  sentence: string;
}

/** Reads an answer by https://opentelemetry.io/docs/specs/otlp/#otlphttp-response. */
export function verdictOn({ status, statusText, headers, body }: OtlpAnswer, sent: number): Verdict {
  const spans = `${sent} ${sent === 1 ? 'span' : 'spans'}`;
  const said = `${status}${statusText === '' ? '' : ` ${statusText}`}`;
  if (status < 200 || status > 299) {
    return { outcome: 'refused', rejected: sent, sentence: `Refused: the answer to ${spans} was ${said}.` };
  }
  const { rejected, message } = partialSuccess(headers, body);
  const remark = message === '' ? '' : ` It said: ${message}`;
  if (rejected === 0)
    return { outcome: 'accepted', rejected, sentence: `Accepted: ${spans}, answer ${said}.${remark}` };
  const words = `${rejected} of ${spans} ${rejected === 1 ? 'was' : 'were'} rejected, answer ${said}.${remark}`;
  return { outcome: 'partly', rejected, sentence: words };
}

/** `ExportTraceServiceResponse.partial_success`. What cannot be read says nothing. */
function partialSuccess(headers: HeaderList, body: Uint8Array): { rejected: number; message: string } {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  try {
    return type.includes('protobuf') ? fromProtobuf(body) : fromJson(new TextDecoder().decode(body));
  } catch {
    return { rejected: 0, message: '' };
  }
}

function fromProtobuf(body: Uint8Array): { rejected: number; message: string } {
  const found = { rejected: 0, message: '' };
  const reader = createWireReader(body);
  reader.fields((field) => {
    if (field !== 1) return false;
    reader.message((inner) => {
      if (inner === 1) found.rejected = Number(reader.int64());
      else if (inner === 2) found.message = reader.string();
      else return false;
      return true;
    });
    return true;
  });
  return found;
}

function fromJson(text: string): { rejected: number; message: string } {
  const json = JSON.parse(text) as {
    partialSuccess?: { rejectedSpans?: unknown; errorMessage?: unknown };
  } | null;
  const { rejectedSpans = 0, errorMessage = '' } = json?.partialSuccess ?? {};
  const rejected = Number(rejectedSpans);
  return { rejected: Number.isFinite(rejected) ? rejected : 0, message: String(errorMessage) };
}

/** The body as it was, or as hexadecimal digits when it is no text. */
export function bodyText(body: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells bytes from text
    if (!/[\u0000-\u0008\u000e-\u001f]/u.test(text)) return text;
  } catch {
    // Not text.
  }
  return Array.from(body, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

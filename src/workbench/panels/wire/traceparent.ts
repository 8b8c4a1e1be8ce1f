/** The `traceparent` header, field by field: https://www.w3.org/TR/trace-context/#traceparent-header */

export interface TraceparentField {
  name: 'version' | 'trace-id' | 'parent-id' | 'trace-flags';
  text: string;
  explanation: string;
}

export type Traceparent =
  | { ok: true; traceId: string; spanId: string; fields: TraceparentField[] }
  | { ok: false; problem: string };

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/u;

/** Takes the header apart, or says why a receiver would ignore it and start a new trace. */
export function parseTraceparent(value: string): Traceparent {
  const [, version, traceId, spanId, flags, rest] = form.exec(value.trim()) ?? [];
  if (version === undefined || traceId === undefined || spanId === undefined || flags === undefined) {
    const capitals = form.test(value.trim().toLowerCase()) ? ' Its letters must be lower case.' : '';
    return invalid(
      `Expected version-traceid-parentid-flags, 2, 32, 16 and 2 lower-case hex digits, and found something else.${capitals}`,
    );
  }
  if (version === 'ff') return invalid('Version ff is not allowed.');
  if (version === '00' && rest !== undefined) return invalid('Version 00 has four fields; this has more.');
  if (/^0+$/u.test(traceId)) return invalid('A trace id of zeros is not a trace id.');
  if (/^0+$/u.test(spanId)) return invalid('A parent id of zeros is not a span id.');
  return {
    ok: true,
    traceId,
    spanId,
    fields: [
      {
        name: 'version',
        text: version,
        explanation:
          version === '00'
            ? 'The version of this format. 00 is the only one so far.'
            : 'A version of this format newer than 00. Its first four fields mean the same.',
      },
      {
        name: 'trace-id',
        text: traceId,
        explanation:
          'The trace this request is part of. Every span of the trace carries it, in every service.',
      },
      {
        name: 'parent-id',
        text: spanId,
        explanation: 'The span that made this request. The span the receiver starts has it as its parent.',
      },
      { name: 'trace-flags', text: flags, explanation: flagsExplained(Number.parseInt(flags, 16)) },
    ],
  };
}

function flagsExplained(flags: number): string {
  const sampled =
    (flags & 1) === 1
      ? 'The last bit is 1, sampled: the sender records this trace.'
      : 'The last bit is 0, not sampled: the sender does not record this trace, and asks others not to.';
  return (flags & 2) === 2 ? `${sampled} The bit before it says the trace id was made at random.` : sampled;
}

function invalid(problem: string): Traceparent {
  return { ok: false, problem: `${problem} A receiver ignores it and starts a new trace.` };
}

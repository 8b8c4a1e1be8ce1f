/** A trace that came in the address: `#trace=v1.…`. What it holds is data, and shown as such. */
import type { Source } from './load.ts';

/** The part of an address that holds a trace, `trace=v1.…`; undefined when there is none. */
export function sharedPart(hash: string): string | undefined {
  return /^#(trace=[^&]*)/u.exec(hash)?.[1];
}

/** @param part as `sharedPart` gives it */
export function sharedSource(part: string): Source {
  return {
    name: 'a trace from a link',
    served: true,
    async from() {
      const [{ openTraceLink }, { writeOtlpJson }] = await Promise.all([
        import('../files/trace-link.ts'),
        import('../files/write-otlp.ts'),
      ]);
      const opened = await openTraceLink(`#${part}`);
      if (!opened.ok) throw new Error(opened.problem);
      return { bytes: writeOtlpJson(opened.spans, 'compact'), name: 'the link' };
    },
  };
}

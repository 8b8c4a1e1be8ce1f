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
      const { unpackTraceLink } = await import('../files/trace-link.ts');
      const unpacked = await unpackTraceLink(`#${part}`);
      if (!unpacked.ok) throw new Error(unpacked.problem);
      // Read where files are: a short link can hold more than this page's thread would ever be through with.
      return { bytes: unpacked.bytes, name: 'The link' };
    },
  };
}

/** A trace as an address: all of it is in there. */
import { plural } from '../../words.ts';
import type { OpenTrace } from '../library/trace-library.ts';

/** More than a link can hold, whatever they say: no need to have them all made. */
const mostSpans = 10_000;

export interface TraceAddress {
  address: string;
  /** What to know before sending it. */
  remark: string;
}

/** `page` is the address of the explorer that will open it. @throws {Error} when the trace is too large */
export async function linkToTrace(trace: OpenTrace, page: string): Promise<TraceAddress> {
  const { length, traceId } = trace.columns;
  if (length > mostSpans) {
    throw new Error(
      `This trace has ${plural(length, 'span')}, too many for a link. Save it as a file and send that.`,
    );
  }
  const [{ traceLink }, spans] = await Promise.all([
    import('../files/trace-link.ts'),
    trace.spans(Array.from({ length }, (_, row) => row)),
  ]);
  const link = await traceLink(spans);
  if (!link.ok) throw new Error(link.problem);
  const opens = /^[0-9a-f]{1,32}$/u.test(traceId) ? `&id=${traceId}` : '';
  return { address: `${page}${link.fragment}${opens}`, remark: `${link.remark}${ofThisMachine(page)}` };
}

/** `spanlab view` serves its page to one machine: there is nobody to send such a link to. */
function ofThisMachine(page: string): string {
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(URL.parse(page)?.hostname ?? '');
  return isHere ? ' It opens on this machine only, while this page is served: for others, save a file.' : '';
}

import type { TraceColumns } from '../model/trace-columns.ts';

/** What a saved trace is called. What stands in an id that is none stays out of it. */
export function fileNameOf({ traceId }: Pick<TraceColumns, 'traceId'>, ending: string): string {
  return `trace-${/^[0-9a-f]{1,32}$/iu.test(traceId) ? traceId : 'without-id'}.${ending}`;
}

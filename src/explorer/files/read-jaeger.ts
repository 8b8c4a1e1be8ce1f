/** first version */
import type { Resource, Span } from '@spanlab/sandbox/schemas/trace.ts';
import type { Complain } from './span-ids.ts';
export function jaegerProcesses(_json: unknown, _complain: Complain): ReadonlyMap<string, Resource> {
  return new Map();
}
export function jaegerSpan(
  _json: unknown,
  _processes: ReadonlyMap<string, Resource>,
  _complain: Complain,
): Span | undefined {
  return undefined;
}

/** first version */
import type { Complain } from './span-ids.ts';

type Json = { [key: string]: unknown };
export function mendedSpan(json: unknown, _complain: Complain): Json | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Json) : undefined;
}
export function mendedResource(json: unknown, _complain: Complain): unknown {
  return json;
}
export function mendedScope(json: unknown, _complain: Complain): unknown {
  return json;
}

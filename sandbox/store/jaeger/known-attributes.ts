/** Attributes Jaeger knows by name, and puts right before it shows them. */
import type { Attributes, AttributeValue } from '../../schemas/trace.ts';

/** What an instrumentation library says of itself; its place is the resource. */
export const libraryKeys: ReadonlySet<string> = new Set([
  'telemetry.sdk.language',
  'telemetry.sdk.name',
  'telemetry.sdk.version',
  'telemetry.distro.name',
  'telemetry.distro.version',
]);

const addressKeys: ReadonlySet<string> = new Set(['ip', 'peer.ipv4']);

/** The attributes, with addresses that were sent as numbers in the form of `10.0.0.1`. The same list if there are none. */
export function withReadableAddresses(attributes: Attributes): Attributes {
  if (!attributes.some(({ key, value }) => addressKeys.has(key) && isNumber(value))) return attributes;
  return attributes.map(({ key, value }) => ({
    key,
    value: addressKeys.has(key) && isNumber(value) ? dotted(value) : value,
  }));
}

function isNumber(value: AttributeValue): value is number | bigint {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** The lower 32 bits as an address. */
export function dotted(value: number | bigint): string {
  const whole = typeof value === 'bigint' ? value : BigInt(Number.isFinite(value) ? Math.trunc(value) : 0);
  const bits = BigInt.asUintN(32, whole);
  return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.');
}

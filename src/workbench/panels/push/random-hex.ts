import { hexFromBytes } from '@spanlab/sandbox/store/otlp/span-id.ts';

/** So many random hexadecimal digits. */
export function randomHex(digits: number): string {
  return hexFromBytes(crypto.getRandomValues(new Uint8Array(digits / 2)));
}

/** Bodies as the log of exchanges keeps them: each up to a limit, and all of a run up to another. */
import type { Body } from '../schemas/run-event.ts';

export const logLimits = { bytesPerBody: 256_000, bytesInAll: 32_000_000 } as const;

export interface BodyLog {
  /** Undefined for a message without a body. */
  keep(bytes: Uint8Array<ArrayBuffer> | undefined): Body | undefined;
}

export function createBodyLog(limits: { bytesPerBody: number; bytesInAll: number } = logLimits): BodyLog {
  let left = limits.bytesInAll;
  return {
    keep(bytes) {
      if (bytes === undefined || bytes.byteLength === 0) return undefined;
      const kept = Math.min(bytes.byteLength, limits.bytesPerBody, left);
      left -= kept;
      return kept === bytes.byteLength
        ? { bytes }
        : { bytes: bytes.slice(0, kept), truncatedFrom: bytes.byteLength };
    },
  };
}

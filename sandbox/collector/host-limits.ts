/** What a Collector's host has patience and room for, and what it says when that is used up. */

/** How long ending may take: until connections break, until another instance is got ready, until this one is replaced. */
export interface Patience {
  graceMs: number;
  spareMs: number;
  endMs: number;
}
/** An edit is to be seen at work within 500 ms, whatever an exporter waits for. */
export const onRestart: Patience = { graceMs: 200, spareMs: 260, endMs: 350 };
export const onStop: Patience = { graceMs: 3_000, spareMs: 3_500, endMs: 4_000 };

export const limitsMs = { start: 20_000, validate: 10_000, request: 60_000, status: 5_000, hops: 10_000 };

/** Memory of an instance never shrinks: one that has grown beyond this is not used for another start. */
export const maxMemoryBytes = 96 * 2 ** 20;
/** The Collector's own limit of a body is 20 MiB. */
export const maxBodyBytes = 32 * 2 ** 20;
export const maxOpenRequests = 1_000;

export const closed = 'The lab was closed.';
export const tooSlow = `The Collector did not start within ${limitsMs.start / 1000} s and was ended. Is its configuration very large, or this machine very busy?`;
export const noVerdict = `The Collector came to no verdict on a configuration within ${limitsMs.validate / 1000} s and was ended. Is it very large?`;

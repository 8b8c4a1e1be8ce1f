/** How long ago something was, to the eye: the exact time stands beside it. */
const steps = [
  { ms: 1000, unit: 's' },
  { ms: 60_000, unit: 'min' },
  { ms: 3_600_000, unit: 'h' },
  { ms: 86_400_000, unit: 'd' },
] as const;
const farMs = 30 * 86_400_000;

/** `now`, `12 s ago`, `in 3 min`; undefined for no time at all, and for more than 30 days, where a date says more. */
export function ago(unixNano: bigint, nowMs: number): string | undefined {
  if (unixNano === 0n) return undefined;
  const ms = nowMs - Number(unixNano / 1_000_000n);
  const distance = Math.abs(ms);
  if (distance > farMs) return undefined;
  const step = steps.findLast((each) => distance >= each.ms);
  if (step === undefined) return 'now';
  const said = `${Math.floor(distance / step.ms)} ${step.unit}`;
  return ms < 0 ? `in ${said}` : `${said} ago`;
}

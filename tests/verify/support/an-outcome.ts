import type { Outcome } from '../../../verify/model/outcome.ts';

/** An outcome that holds; what differs is given. */
export function anOutcome(given: Partial<Outcome> = {}): Outcome {
  return {
    id: 'docs/guide.md#checkout',
    title: 'checkout',
    at: { file: 'docs/guide.md', line: 5, column: 1 },
    kind: 'program',
    runtime: 'node',
    backend: 'embedded',
    status: 'holds',
    cached: false,
    durationMs: 120,
    findings: [],
    held: ['types', 'run'],
    results: {},
    edits: [],
    ...given,
  };
}

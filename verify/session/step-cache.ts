/** Outcomes of steps that need not be carried out again. */
import type { Outcome } from '../model/outcome.ts';
import type { Parts } from './parts.ts';
import type { Step } from './plan.ts';
import type { Settings } from './settings.ts';

export interface StepCache {
  /** The outcome as it would be again. `files`: what it depends on, absolute. */
  get(step: Step): Promise<{ outcome: Outcome; files?: readonly string[] } | undefined>;
  put(step: Step, outcome: Outcome, loaded: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** TODO */
export async function openStepCache(_settings: Settings, _parts: Parts): Promise<StepCache> {
  return { get: async () => undefined, put: async () => {}, close: async () => {} };
}

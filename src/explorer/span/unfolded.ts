import { type Accessor, createSignal } from 'solid-js';

/** What is open in the detail. The same for all spans: who wants one explained, wants the next one explained. */
export interface Unfolded {
  explanation: Accessor<boolean>;
  setExplanation: (open: boolean) => void;
  latency: Accessor<boolean>;
  setLatency: (open: boolean) => void;
}

export function createUnfolded(): Unfolded {
  const [explanation, setExplanation] = createSignal(false);
  const [latency, setLatency] = createSignal(false);
  return { explanation, setExplanation, latency, setLatency };
}

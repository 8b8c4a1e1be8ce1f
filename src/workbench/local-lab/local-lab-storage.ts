/** What this browser remembers of where runs go. */
import { usualAddresses } from '../../../sandbox/local-lab/addresses.ts';
import type { LocalAddresses } from '../../../sandbox/local-lab/place.ts';
import type { TextStorage } from '../state/session-storage.ts';

export interface LocalLabChoice extends LocalAddresses {
  readonly on: boolean;
}

const key = 'spanlab:local-lab';

export const pageChoice: LocalLabChoice = {
  on: false,
  collector: usualAddresses.collector,
  jaeger: usualAddresses.jaeger,
};

/** What is kept; runs in the page for what cannot be read. */
export function loadChoice(storage: TextStorage): LocalLabChoice {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return pageChoice;
    const { on, collector, jaeger } = kept as Record<string, unknown>;
    return {
      on: on === true,
      collector: baseUrl(collector) ?? pageChoice.collector,
      jaeger: baseUrl(jaeger) ?? pageChoice.jaeger,
    };
  } catch {
    return pageChoice;
  }
}

/** Returns whether it could be kept. */
export function saveChoice(storage: TextStorage, choice: LocalLabChoice): boolean {
  try {
    storage.setItem(key, JSON.stringify(choice));
    return true;
  } catch {
    return false;
  }
}

/** An address as the lab uses it, without path; undefined when it is none. */
export function baseUrl(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const url = URL.parse(text.trim());
  return url !== null && /^https?:$/u.test(url.protocol) ? url.origin : undefined;
}

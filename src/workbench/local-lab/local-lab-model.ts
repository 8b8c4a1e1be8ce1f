/** Where runs go: to this page's own Collector and Jaeger, or to containers on this machine. */
import { batch, createSignal } from 'solid-js';
import { jaegerTrace, type ProxyStatus } from '../../../sandbox/local-lab/addresses.ts';
import { type Diagnosis, diagnose } from '../../../sandbox/local-lab/diagnose.ts';
import {
  askProxy,
  examineFromPage,
  localNetworkPermission,
  type PageEffects,
} from '../../../sandbox/local-lab/page-probes.ts';
import { type LocalAddresses, type LocalPlace, placeOf } from '../../../sandbox/local-lab/place.ts';
import type { TextStorage } from '../state/session-storage.ts';
import { type LocalLabChoice, loadChoice, pageChoice, saveChoice } from './local-lab-storage.ts';

const inBrowser = (): PageEffects => ({
  origin: location.origin,
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  permission: localNetworkPermission,
});

export function createLocalLab(effects: () => PageEffects = inBrowser) {
  const [choice, setChoice] = createSignal<LocalLabChoice>(pageChoice);
  const [proxy, setProxy] = createSignal<ProxyStatus>();
  const [testing, setTesting] = createSignal(false);
  const [diagnosis, setDiagnosis] = createSignal<Diagnosis>();
  let storage: TextStorage | undefined;
  let asked = 0;

  function choose(next: Partial<LocalLabChoice>): void {
    const after = setChoice((before) => ({ ...before, ...next }));
    setDiagnosis(undefined);
    if (storage) saveChoice(storage, after);
    if (after.on) void selfTest();
  }

  const isUsual = (): boolean =>
    choice().collector === pageChoice.collector && choice().jaeger === pageChoice.jaeger;

  /** Asks all there is to ask; a later test takes the place of one that is under way. */
  async function selfTest(): Promise<void> {
    asked += 1;
    const ours = asked;
    setTesting(true);
    const offered = await askProxy(effects());
    const way = offered === undefined ? 'alone' : isUsual() ? 'through' : 'beside';
    const found = diagnose(await examineFromPage(choice(), way, effects()));
    if (ours !== asked) return;
    batch(() => {
      setProxy(offered);
      setDiagnosis(found);
      setTesting(false);
    });
  }

  return {
    on: () => choice().on,
    addresses: (): LocalAddresses => choice(),
    testing,
    diagnosis,
    choose,
    selfTest,
    /** Where a run that starts now finds the containers. The lab may have been started anew since the last one. */
    async place(): Promise<LocalPlace> {
      const offered = await askProxy(effects());
      setProxy(offered);
      return placeOf(choice(), offered, effects().origin);
    },
    /** Jaeger's own UI, as a person opens it. */
    jaegerUi: () => (isUsual() ? (proxy()?.jaegerUi ?? choice().jaeger) : choice().jaeger),
    jaegerTrace(traceId: string): string {
      return jaegerTrace(this.jaegerUi(), traceId);
    },
    restore(from: TextStorage): void {
      storage = from;
      setChoice(loadChoice(from));
      if (choice().on) void selfTest();
    },
  };
}

export type LocalLab = ReturnType<typeof createLocalLab>;

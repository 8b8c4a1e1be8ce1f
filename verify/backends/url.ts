/** The backend somebody else runs: a Collector and a Jaeger at addresses that are given. */
import { randomUUID } from 'node:crypto';
import { type Backend, BackendGone } from '../model/backend.ts';
import { CannotRun } from '../model/run.ts';
import { openRealBackend, type Site } from './real-backend.ts';
import { knockAtJaeger, knockAtOtlp, NoAnswer, type Target } from './target.ts';

/**
 * Open it, once both answer as what they are said to be. What is behind the addresses cannot be known, so its digest
 * is another one every time, and nothing that ran against it is ever taken from the cache.
 * @throws CannotRun
 */
export async function openUrl(given: { otlp: string; jaeger: string }): Promise<Backend> {
  const target: Target = { otlp: baseOf(given.otlp, 'otlp'), jaeger: baseOf(given.jaeger, 'jaeger') };
  const faults = (await Promise.allSettled([knockAtOtlp(target), knockAtJaeger(target)])).flatMap((each) =>
    each.status === 'rejected' ? [each.reason as unknown] : [],
  );
  const other = faults.find((fault) => !(fault instanceof NoAnswer));
  if (other !== undefined) throw other;
  if (faults.length > 0) {
    const said = faults.map((fault) => (fault instanceof Error ? fault.message : String(fault)));
    throw new CannotRun(
      `${said.join('\n')}\n--backend url needs a Collector at --otlp (${target.otlp}) and the Jaeger it sends to at --jaeger (${target.jaeger}). Start them, mend the addresses, or use --backend embedded, which needs nothing.`,
    );
  }
  return openRealBackend('url', `url ${target.otlp} ${target.jaeger} ${randomUUID()}`, siteAt(target));
}

/** Nothing is started again here: a run that got no answer falls short, and the next one tries for itself. */
function siteAt(target: Target): Site {
  const lost = new Map<string, string>();
  return {
    targetOf(runId) {
      const reason = lost.get(runId);
      return reason === undefined
        ? Promise.resolve(target)
        : Promise.reject(new BackendGone(`The backend stopped answering while this ran: ${reason}`));
    },
    lost(runId, reason) {
      lost.set(runId, reason);
      return Promise.resolve();
    },
    join: () => undefined,
    leave: (runId) => void lost.delete(runId),
    close: () => Promise.resolve(),
  };
}

/** An address as people write it: with or without `http://`, `/v1/traces`, or a slash at the end. */
function baseOf(text: string, option: string): string {
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `http://${text}`);
  if (url === null || !/^https?:$/u.test(url.protocol)) {
    throw new CannotRun(`found --${option} ${text}, allowed: an address such as http://localhost:4318`);
  }
  return `${url.origin}${url.pathname}`.replace(/(?:\/v1\/traces)?\/*$/u, '');
}

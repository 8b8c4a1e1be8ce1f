/** A page with nothing but a lab in it: runs a lesson, and hands over what its services exported. */
import { openLab } from '@spanlab/sandbox/browser.ts';
import { usualAddresses } from '@spanlab/sandbox/local-lab/addresses.ts';
import { askProxy } from '@spanlab/sandbox/local-lab/page-probes.ts';
import { type LocalAddresses, placeOf } from '@spanlab/sandbox/local-lab/place.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import type { Exchange, RunEvent } from '@spanlab/sandbox/schemas/run-event.ts';

/** What a service sent to the backend, as it crossed the lab's network. */
export interface RecordedExport {
  service: string;
  /** Of the URL it was posted to. */
  path: string;
  contentType: string;
  bodyBase64: string;
}

export interface Recording {
  exports: RecordedExport[];
  /** Why the run ended, and everything that went wrong in it, for whoever reads a failed test. */
  exit: string;
}

declare global {
  interface Window {
    record: (lesson: { lab: Lab; files: FileSet }) => Promise<Recording>;
    /** Runs against containers: those the page's own server leads to, or straight at these addresses. The run's events as JSON, bigints as strings. */
    runAgainstContainers: (
      run: { lab: Lab; files: FileSet; expectation?: Expectation },
      addresses?: LocalAddresses,
    ) => Promise<string>;
  }
}

function toExport({ from, url, requestHeaders, requestBody }: Exchange): RecordedExport {
  const bytes = requestBody?.bytes ?? new Uint8Array();
  return {
    service: from,
    path: new URL(url).pathname,
    contentType: requestHeaders.find(([name]) => name === 'content-type')?.[1] ?? '',
    bodyBase64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
  };
}

function wentWrong(event: RunEvent): string[] {
  if (event.type === 'compile-error') return [event.diagnostic.message];
  if (event.type === 'uncaught') return [`${event.service}: ${JSON.stringify(event.error)}`];
  return [];
}

window.record = (lesson) =>
  new Promise((resolve) => {
    const session = openLab({ assetBase: new URL('lab/', location.href).href });
    const exchanges: Exchange[] = [];
    const problems: string[] = [];
    session.subscribe((events) => {
      for (const event of events) {
        problems.push(...wentWrong(event));
        if (event.type === 'http') exchanges.push(event.exchange);
        if (event.type === 'exit') {
          const exports = exchanges.filter(({ url }) => new URL(url).pathname === '/v1/traces').map(toExport);
          resolve({ exports, exit: [event.reason, event.message, ...problems].join('\n') });
          session.dispose();
        }
      }
    });
    session.run(lesson);
  });

window.runAgainstContainers = async (run, addresses = usualAddresses) => {
  const offered = await askProxy({ fetch: (url, init) => fetch(url, init), origin: location.origin });
  const containers = placeOf(addresses, offered, location.origin);
  const session = openLab({ assetBase: new URL('lab/', location.href).href });
  const seen: RunEvent[] = [];
  return new Promise((resolve) => {
    session.subscribe((events) => {
      seen.push(...events);
      if (!events.some(({ type }) => type === 'exit')) return;
      resolve(JSON.stringify(seen, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
      session.dispose();
    });
    session.run({ ...run, containers });
  });
};

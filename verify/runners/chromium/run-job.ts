/** One run in the browser: in which place, how long, and what when Chromium itself ends. */
import type { Job, Ran } from '../../model/run.ts';
import type { Script } from '../bundle/bundle.ts';
import type { SharedBrowser } from './browser.ts';
import type { Driven, EndRun, Lane } from './driven.ts';
import type { HostLane } from './host-lane.ts';
import { needsPage } from './needs-page.ts';
import type { Origin } from './origin.ts';
import { ranOf, shownOf } from './ran.ts';

/** Where programs run. */
export interface Places {
  origin: Origin;
  browser: SharedBrowser;
  /** Those that are free. */
  lanes: HostLane[];
  /** Makes one more. */
  host(): HostLane;
  /** A page for each program. */
  pages: Lane;
}

export async function runJob(job: Job, script: Script, places: Places): Promise<Ran> {
  const { origin } = places;
  const path = `/spanlab/run/${encodeURIComponent(job.runId)}.js`;
  const sent = `/spanlab/sent/${encodeURIComponent(job.runId)}`;
  const from = performance.now();
  let timedOut = false;
  // It may be told to end before there is anything to be ended.
  let wanted: 'enough' | 'stop' | undefined;
  let end: EndRun = () => undefined;
  const tell: EndRun = (how) => {
    wanted = how;
    end(how);
  };
  const stop = (): void => tell('stop');
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, job.timeoutMs);
  job.signal.addEventListener('abort', stop);
  job.enough?.then(() => tell('enough'));
  if (job.signal.aborted) stop();
  origin.put(path, script.code, false);
  origin.put(sent, '', false);
  try {
    const drive = (lane: Lane) =>
      lane.run(
        { script: path, endpoint: job.endpoint, sent },
        (ending) => {
          end = ending;
          if (wanted !== undefined) end(wanted);
        },
        job.shows && ((reports) => job.shows?.(() => shownOf(reports, { address: path, script }))),
      );
    const inWorker = () => withLane(places, drive);
    const inPage = () => drive(places.pages);

    let driven = needsPage(job.example) ? await inPage() : await inWorker();
    if (wantsDocument(driven)) driven = await inPage();
    // Somebody has brought Chromium down. Whoever has sent nothing runs again, one at a time, so that it shows who.
    if (driven.how === 'gone' && !origin.asked(sent))
      driven = await places.browser.alone(needsPage(job.example) ? inPage : inWorker);
    const durationMs = performance.now() - from;
    return ranOf(driven, { script, address: path, timeoutMs: job.timeoutMs, durationMs, timedOut });
  } finally {
    clearTimeout(timer);
    job.signal.removeEventListener('abort', stop);
    origin.remove(path);
    origin.remove(sent);
  }
}

async function withLane(places: Places, drive: (lane: Lane) => Promise<Driven>): Promise<Driven> {
  const lane = places.lanes.pop() ?? places.host();
  try {
    return await drive(lane);
  } finally {
    places.lanes.push(lane);
  }
}

/** A package it imports looked for a document in vain, before anything of the program could be seen outside. */
function wantsDocument({ reports }: Driven): boolean {
  if (reports.some(({ type }) => type === 'sent' || type === 'console')) return false;
  return reports.some(
    (report) =>
      report.type === 'uncaught' &&
      report.name === 'ReferenceError' &&
      /^(?:document|window|localStorage|sessionStorage|HTMLElement|Element|Node) is not defined$/u.test(
        report.message,
      ),
  );
}

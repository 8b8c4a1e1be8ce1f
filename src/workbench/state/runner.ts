/** Runs exercises in the lab and folds what they say into signals. The lab is loaded on first use. */
import { batch, createSignal } from 'solid-js';
import type { RunEvent } from '../../../sandbox/schemas/run-event.ts';
import type { LabSession, OpenLab } from './lab-session.ts';
import { whyMissing } from './missing-part.ts';
import { beginRun, endRun, nameRun, noRun, type RunState, reduceRunEvents } from './run-state.ts';

type RunRequest = Parameters<LabSession['run']>[0];

/** Names a run until the lab has given it its own. */
const unnamed = 'unnamed';

/** `onEvents` hears each batch after it was folded in. `before`: what is shown until the first run. */
export function createRunner(
  openLab: OpenLab,
  onEvents: (events: readonly RunEvent[]) => void,
  before: RunState = noRun,
) {
  const [state, setState] = createSignal<RunState>(before);
  let opening: Promise<LabSession> | undefined;
  let opened: LabSession | undefined;
  let asked = 0;

  const receive = (events: readonly RunEvent[]) =>
    batch(() => {
      setState((before) => reduceRunEvents(before, events));
      onEvents(events);
    });

  /** The lab, loaded once; a failed load is tried again the next time. */
  function lab(): Promise<LabSession> {
    opening ??= openLab().then(
      (session) => {
        session.subscribe(receive);
        opened = session;
        return session;
      },
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
    return opening;
  }

  /** Start a run, against containers once it is known where they are. The record opens at once, so that the button answers before the lab is there. */
  async function run(request: RunRequest, containers?: Promise<RunRequest['containers']>): Promise<void> {
    asked += 1;
    const ours = asked;
    setState((before) => beginRun(before, unnamed));
    try {
      const session = opened ?? (await lab());
      if (ours !== asked) return;
      const place = await containers;
      if (ours !== asked) return;
      const runId = session.run({ ...request, containers: place });
      setState((before) => nameRun(before, runId));
    } catch (error) {
      console.error(error);
      const message = await whyMissing();
      if (ours === asked) receiveExit(message);
    }
  }

  function receiveExit(message: string) {
    setState((before) => endRun(before, { reason: 'not-started', message }));
  }

  /** Stop the run, also one whose lab is still loading. */
  function stop(): void {
    if (state().current?.runId === unnamed) {
      asked += 1;
      setState((before) => endRun(before, { reason: 'stopped', message: 'Stopped before it started.' }));
      return;
    }
    opened?.stop();
  }

  /** Stop, and forget what was shown. */
  function clear(): void {
    stop();
    setState(noRun);
  }

  return { state, run, stop, clear, lab, dispose: () => opened?.dispose() };
}

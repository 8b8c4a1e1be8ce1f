/** The Collector's host: one instance at a time, ended and started anew, replaced when it is stuck or broken. */
import { latestOnly } from '../compile/latest-only.ts';
import { refused, reset } from '../network/address.ts';
import type { CollectorCounts } from '../schemas/collector.ts';
import { type CallDesk, createCallDesk } from './call-desk.ts';
import type {
  CollectorHost,
  CollectorPlaces,
  CollectorStart,
  CollectorStarted,
  CollectorSurroundings,
} from './collector.ts';
import type { CollectorProgram, HopLimits } from './collector-message.ts';
import {
  closed,
  limitsMs,
  maxBodyBytes,
  maxMemoryBytes,
  maxOpenRequests,
  noVerdict,
  onRestart,
  onStop,
  type Patience,
  tooSlow,
} from './host-limits.ts';
import { NoAnswer, openSeat, type Seat, type SeatParts } from './seat.ts';

export interface CollectorHostParts extends SeatParts {
  /** Where it is loaded from, or what was loaded before. */
  source: CollectorProgram | { assetBase: string };
}

/** A host with what only those who measure it ask for. */
export interface MeasuredHost extends CollectorHost {
  /** Size of the instance's memory; 0 while there is none. */
  memoryBytes(): Promise<number>;
}

const noCounts: CollectorCounts = { components: [] };

type Wish = { kind: 'start'; start: CollectorStart } | { kind: 'stop' };

export function createCollectorHost(
  parts: CollectorHostParts,
  surroundings: CollectorSurroundings,
): MeasuredHost {
  let { source } = parts;
  let places: CollectorPlaces = { at: {}, hosts: [], taken: [] };
  let hopLimits: HopLimits = { spans: 0, bytes: 0 };
  let current: { seat: Seat; desk: CallDesk } | undefined;
  let isRunning = false;
  let counts = noCounts;
  /** Items inside of what runs, when it was last looked at. */
  let held = 0;
  let openRequests = 0;
  let isDisposed = false;

  const open = (): { seat: Seat; desk: CallDesk } => {
    const desk = createCallDesk(surroundings, (message) => seat.tell(message));
    const seat = openSeat(parts, source, places, {
      progress: surroundings.progress,
      loaded: (program) => {
        source = program;
      },
      log: surroundings.log,
      call: desk.take,
      withdrawn: desk.withdraw,
      gone(reason) {
        desk.close();
        if (current?.seat !== seat) return;
        current = undefined;
        const wasRunning = isRunning;
        isRunning = false;
        if (wasRunning) surroundings.broke(reason, held);
      },
    });
    return { seat, desk };
  };
  const ready = async (): Promise<Seat> => {
    if (isDisposed) throw new Error(closed);
    current ??= open();
    const { seat } = current;
    await seat.ready;
    return seat;
  };
  const endSeat = (reason: string): void => {
    current?.seat.end(reason);
    current?.desk.close();
    current = undefined;
    isRunning = false;
  };

  /** Ends what runs; when it does not end in time, its seat. Returns how many items were lost. */
  const end = async (patience: Patience): Promise<number> => {
    if (current === undefined || !isRunning) return 0;
    const ending = current;
    let spare: ReturnType<typeof open> | undefined;
    // It may be that nothing helps. Whoever waits for the next start should not wait for a new instance as well.
    const stopTimer = parts.after(patience.spareMs, () => {
      if (patience === onRestart && 'module' in source) spare = open();
    });
    try {
      const { graceMs, endMs } = patience;
      const { lost, memoryBytes } = await ending.seat.ask('shutdown', { graceMs }, endMs);
      isRunning = false;
      if (memoryBytes > maxMemoryBytes && current === ending) endSeat('It had grown too large.');
      return lost;
    } catch {
      const last = await ending.seat.ask('status', {}, 50).catch(() => undefined);
      const lost = last?.held ?? held;
      ending.seat.end('The Collector did not end in time and was replaced.');
      if (current === ending) current = spare;
      else spare?.seat.end('not needed');
      spare = undefined;
      isRunning = false;
      return lost;
    } finally {
      stopTimer();
      spare?.seat.end('not needed');
      counts = noCounts;
      held = 0;
    }
  };

  const fulfil = latestOnly(async (wish: Wish): Promise<CollectorStarted> => {
    const lost = await end(wish.kind === 'start' ? onRestart : onStop);
    if (wish.kind === 'stop') return { ok: false, error: 'It was stopped before it had begun.', lost };
    const seat = await ready();
    try {
      // Before it starts: spans may arrive before the answer does.
      isRunning = true;
      counts = noCounts;
      held = 0;
      const { error, listeners } = await seat.ask(
        'start',
        { ...wish.start, hops: hopLimits },
        limitsMs.start,
      );
      isRunning = error === '' && current?.seat === seat;
      return error === '' ? { ok: true, listeners, lost } : { ok: false, error, lost };
    } catch (error) {
      // One that has crashed has said so.
      if (current?.seat !== seat) return { ok: false, error: messageOf(error), lost };
      endSeat(tooSlow);
      return { ok: false, error: tooSlow, lost };
    }
  });

  const isIdle = (seat: Seat): boolean => current?.seat === seat && !isRunning && !seat.isBusy();

  return {
    async load() {
      await ready();
    },
    places(now) {
      places = now;
      current?.seat.tell({ type: 'places', places });
    },
    start: (start) => fulfil({ kind: 'start', start }),
    async stop() {
      const { lost } = await fulfil({ kind: 'stop' });
      return { lost };
    },
    async validate(start) {
      const seat = await ready();
      try {
        const { error, memoryBytes } = await seat.ask('validate', start, limitsMs.validate);
        // Nothing is lost with one that does nothing; one that runs is replaced when it ends.
        if (memoryBytes > maxMemoryBytes && isIdle(seat)) endSeat('It had grown too large.');
        return error;
      } catch (error) {
        if (!(error instanceof NoAnswer) || current?.seat !== seat) throw error;
        // It has one thread: as long as it is at this, nothing else of it works.
        const wasRunning = isRunning;
        endSeat(noVerdict);
        if (wasRunning) surroundings.broke(noVerdict, held);
        throw new Error(noVerdict);
      }
    },
    async request(port, request) {
      if (current === undefined || !isRunning)
        return { failure: refused({ host: '127.0.0.1', port, secure: false }) };
      const { body, ...head } = request;
      if (openRequests >= maxOpenRequests || (body?.length ?? 0) > maxBodyBytes) return { failure: reset() };
      openRequests += 1;
      try {
        // Only the bytes themselves: a view of a large buffer would be sent with all of it.
        const own = body === undefined || body.length === body.buffer.byteLength ? body : body.slice();
        const sent = { port, request: own === undefined ? head : { ...head, body: own } };
        return await current.seat.ask('request', sent, limitsMs.request);
      } catch {
        return { failure: reset() };
      } finally {
        openRequests -= 1;
      }
    },
    async status() {
      if (current === undefined || !isRunning) return counts;
      const { seat } = current;
      const found = await seat.ask('status', {}, limitsMs.status).catch(() => undefined);
      if (found !== undefined && current?.seat === seat) ({ counts, held } = found);
      return counts;
    },
    watchHops(limits) {
      hopLimits = limits;
      current?.seat.tell({ type: 'watch-hops', limits });
    },
    async hops() {
      if (current === undefined) return [];
      return current.seat.ask('hops', {}, limitsMs.hops).catch(() => []);
    },
    async memoryBytes() {
      const found = await current?.seat.ask('status', {}, limitsMs.status);
      return found?.memoryBytes ?? 0;
    },
    dispose() {
      isDisposed = true;
      endSeat(closed);
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

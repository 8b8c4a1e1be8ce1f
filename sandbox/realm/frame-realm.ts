/** A realm in a sandboxed frame, seen from the lab: one port, everything that comes through it read with suspicion. */
import type { Realm, RealmListener } from '../lab.ts';
import type { RealmScripts, VendorBundle } from '../vendor/vendor-bundle.ts';
import { frameDocument } from './frame-document.ts';
import type { FromFrame, ToFrame } from './lab-message.ts';
import { readProgramMessage } from './program-message.ts';

const beatEveryMs = 1_000;
/**
 * A frame that leaves more beats than these unanswered is gone: its process was ended, by the system or by the browser.
 * Beats, not seconds: a computer that wakes from sleep finds that hours have gone by, and both sides alive.
 */
export const unansweredBeats = 8;

export interface FrameRealmEffects {
  every(ms: number, act: () => void): () => void;
  /** Ask the page for a frame with this document and port. */
  openFrame(html: string, port: MessagePort): void;
  closeFrame(): void;
}

export interface FrameRealm extends Realm {
  readonly slots: number;
  /** It has broken and is good for nothing any more. */
  readonly isBroken: boolean;
  /** All Workers have loaded what programs import. */
  readonly isWarm: boolean;
  listen(listener: RealmListener): void;
}

export function openFrameRealm(
  slots: number,
  scripts: RealmScripts,
  vendor: VendorBundle,
  effects: FrameRealmEffects,
): FrameRealm {
  const { port1: port, port2 } = new MessageChannel();
  const warm = new Set<number>();
  let listener: RealmListener | undefined;
  let broken: string | undefined;
  let hasAnswered = false;
  let unanswered = 0;
  let disposed = false;

  const tell = (message: ToFrame): void => port.postMessage(message);
  const breakDown = (reason: string): void => {
    if (broken !== undefined || disposed) return;
    broken = reason;
    listener?.broke(reason);
  };
  const gone =
    'The process the programs ran in has ended. Most likely one of them took more memory than the browser allows.';

  port.onmessage = ({ data }: MessageEvent<FromFrame>) => {
    hasAnswered = true;
    unanswered = 0;
    switch (data.type) {
      case 'said': {
        const message = readProgramMessage(data.message);
        if (message?.type === 'ready') warm.add(data.slot);
        else if (message !== undefined) listener?.said(data.slot, message);
        break;
      }
      case 'dropped':
        listener?.lost(data.slot, Math.max(data.consoleEntries, data.messages));
        break;
      case 'broken':
        breakDown(`A program's Worker could not be started: ${data.message}`);
        break;
      case 'pong':
        break;
    }
  };
  // Where browsers tell of a port whose other side is gone, there is no need to wait for the heartbeat.
  port.addEventListener('close', () => breakDown(gone));
  const stopBeating = effects.every(beatEveryMs, () => {
    // A frame that never answered is still loading; the run's limit bounds that.
    if (hasAnswered && unanswered >= unansweredBeats) breakDown(gone);
    tell({ type: 'ping' });
    unanswered += 1;
  });

  effects.openFrame(frameDocument(scripts.frame), port2);
  tell({ type: 'open', worker: scripts.worker, vendor, slots });
  return {
    slots,
    get isBroken() {
      return broken !== undefined;
    },
    get isWarm() {
      return warm.size >= slots;
    },
    listen(given) {
      listener = given;
      if (broken !== undefined) given.broke(broken);
    },
    say: (slot, message) => tell({ type: 'to', slot, message }),
    end: (slot) => tell({ type: 'end', slot }),
    dispose() {
      if (disposed) return;
      disposed = true;
      stopBeating();
      port.close();
      effects.closeFrame();
    },
  };
}

/** Bounds what one program's Worker may send. Honest programs stay far below: their console has a ring of its own. */

const messagesPerSecond = 5_000;
const bytesPerSecond = 20_000_000;
/** A short burst may be as large as this many seconds' worth. */
const burstSeconds = 2;

export interface Dropped {
  messages: number;
  consoleEntries: number;
}

export interface FloodGate {
  passes(bytes: number): boolean;
  /** Counts a message that is not passed on. `later` is called once until its argument has been read. */
  dropped(consoleEntries: number, later: (read: () => Dropped) => void): void;
}

export function createFloodGate(nowMs: () => number): FloodGate {
  let messages = messagesPerSecond * burstSeconds;
  let bytes = bytesPerSecond * burstSeconds;
  let at = nowMs();
  let count: Dropped | undefined;

  return {
    passes(weight) {
      const seconds = (nowMs() - at) / 1000;
      at += seconds * 1000;
      messages = Math.min(messagesPerSecond * burstSeconds, messages + seconds * messagesPerSecond);
      bytes = Math.min(bytesPerSecond * burstSeconds, bytes + seconds * bytesPerSecond);
      if (messages < 1 || bytes < weight) return false;
      messages -= 1;
      bytes -= weight;
      return true;
    },
    dropped(consoleEntries, later) {
      if (count === undefined) {
        count = { messages: 0, consoleEntries: 0 };
        later(() => {
          const read = count ?? { messages: 0, consoleEntries: 0 };
          count = undefined;
          return read;
        });
      }
      count.messages += 1;
      count.consoleEntries += consoleEntries;
    },
  };
}

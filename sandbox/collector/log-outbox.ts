/** Log records on their way out of the Collector's Worker: in batches, so that no flood of them stops what listens. */
import type { LogRecord } from './console-log.ts';

const flushAfterMs = 40;
const maxRecords = 250;
const maxCharacters = 400_000;

export interface LogOutbox {
  put(record: LogRecord): void;
  /** Send what waits now. */
  flush(): void;
}

/** `after` is asked for once for each batch. Records beyond what a batch may hold are counted in a record of our own. */
export function createLogOutbox(
  send: (records: LogRecord[]) => void,
  after: (delayMs: number, act: () => void) => void,
): LogOutbox {
  let waiting: LogRecord[] = [];
  let characters = 0;
  let dropped = 0;
  let isPlanned = false;

  const flush = (): void => {
    isPlanned = false;
    if (waiting.length === 0) return;
    const note: LogRecord = {
      level: 'warn',
      text: `… ${dropped} more records came at once and are not shown`,
    };
    send(dropped > 0 ? [...waiting, note] : waiting);
    waiting = [];
    characters = 0;
    dropped = 0;
  };
  return {
    put(record) {
      if (waiting.length >= maxRecords || characters > maxCharacters) dropped += 1;
      else {
        waiting.push(record);
        characters += record.text.length;
      }
      if (isPlanned) return;
      isPlanned = true;
      after(flushAfterMs, flush);
    },
    flush,
  };
}

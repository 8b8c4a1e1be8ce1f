/** What the page's main thread and the lab's Worker say to each other. Both are ours. */
import type { CompileResult } from '../compile/emitted-module.ts';
import type { RunRequest } from '../lab.ts';
import type { WireRequest } from '../realm/lab-message.ts';
import type { CollectorHop, CollectorLogLine, CollectorView, ConfigProblem } from '../schemas/collector.ts';
import type { FileSet } from '../schemas/file-set.ts';
import type { Lab } from '../schemas/lab.ts';
import type { Exchange, ExitReason, RunEvent } from '../schemas/run-event.ts';

export type ToLab =
  /** Comes first, once. `assetBase` is absolute. */
  | { type: 'open'; assetBase: string }
  | { type: 'run'; request: RunRequest }
  | { type: 'stop' }
  /** The page has had to take the run's frames away itself. */
  | { type: 'abort'; reason: ExitReason; message: string }
  | { type: 'warm'; slots: number }
  | { type: 'compiled'; id: number; result: CompileResult }
  | { type: 'query'; id: number; path: string }
  | { type: 'request'; id: number; request: WireRequest }
  | {
      type: 'collector-apply';
      lab: Lab;
      files: FileSet /** Also when this configuration runs already. */;
      anew: boolean;
    }
  | { type: 'collector-validate'; id: number; lab: Lab; config: string }
  | { type: 'collector-hops'; id: number }
  /** Whether the page shows what becomes of the Collector. */
  | { type: 'collector-watch'; watched: boolean }
  /** Whether it shows its log. It has the lines up to `after`. */
  | { type: 'collector-log'; heard: boolean; after: number }
  | { type: 'backend-up'; up: boolean }
  /** The last batch has been shown: another one may come. */
  | { type: 'shown' };

export type FromLab =
  | { type: 'events'; events: RunEvent[] }
  /** Comes with the port that goes into the frame. */
  | { type: 'open-frame'; frame: number; html: string }
  | { type: 'close-frame'; frame: number }
  | { type: 'compile'; id: number; files: FileSet; entries: readonly string[] }
  /** The run's limit counts anew from now. */
  | { type: 'extended'; runId: string; limitMs: number }
  | { type: 'answer'; id: number; answer: { status: number; body: unknown } }
  | { type: 'problems'; id: number; problems: ConfigProblem[] }
  | { type: 'hops'; id: number; hops: CollectorHop[] }
  | { type: 'collector-view'; view: CollectorView }
  | { type: 'collector-lines'; lines: CollectorLogLine[] }
  | { type: 'exchanged'; id: number; exchange: Exchange }
  /** What could not be asked or answered. */
  | { type: 'refused'; id: number; message: string };

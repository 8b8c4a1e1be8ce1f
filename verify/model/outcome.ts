/** What became of one example in one setting, and of a whole session. Reports are made from nothing else. */
import type { BackendKind } from './backend.ts';
import type { Runtime } from './example.ts';
import type { DocumentEdit, Finding } from './finding.ts';
import type { Place } from './place.ts';

/** What an example was held to, for coverage. `syntax`: only that and its imports, of JavaScript that is not run. */
export type Held = 'types' | 'syntax' | 'run' | 'output' | 'error' | 'spans' | 'schema' | 'region';

export interface Outcome {
  id: string;
  title: string;
  at: Place;
  kind: 'program' | 'shell' | 'data' | 'lesson';
  /** Absent where they make no difference: a shell or YAML block. */
  runtime?: Runtime;
  backend?: BackendKind;
  status: 'holds' | 'falls-short' | 'skipped' | 'known';
  /** `known`: all findings are in the baseline. `skipped`: why, and until when. */
  note?: string;
  cached: boolean;
  durationMs: number;
  findings: readonly Finding[];
  held: readonly Held[];
  /** Named values of the run, for `<Result of="…">`: `checkout.spans`, `checkout.trace`, `checkout.stdout`. */
  results: Readonly<Record<string, string>>;
  /** What `--update` would write. */
  edits: readonly DocumentEdit[];
}

export interface Coverage {
  /** Blocks in a language that could be held, and those something holds. */
  blocks: number;
  held: number;
  /** Where nothing holds one. */
  unheld: readonly Place[];
}

export interface Report {
  tool: { name: 'spanlab'; version: string };
  startedAt: string;
  durationMs: number;
  documents: number;
  outcomes: readonly Outcome[];
  /** Findings of documents and prose, which belong to no example. */
  findings: readonly Finding[];
  /** Findings of documents and prose that are in the baseline: they do not count. */
  known: readonly Finding[];
  coverage: Coverage;
  /** Why nothing, or not all, could be run: exit code 2. */
  problems: readonly string[];
}

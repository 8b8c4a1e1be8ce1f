/** What a lab in a page is asked to run, and what comes back. Plain data: it crosses into the page and out again. */
import type { LocalPlace } from '@spanlab/sandbox/local-lab/place.ts';
import type { Expectation } from '@spanlab/sandbox/schemas/expectation.ts';
import type { FileSet } from '@spanlab/sandbox/schemas/file-set.ts';
import type { Lab } from '@spanlab/sandbox/schemas/lab.ts';
import type { CheckResult, Diagnostic, SourceLocation } from '@spanlab/sandbox/schemas/run-event.ts';

export interface LabRequest {
  lab: Lab;
  files: FileSet;
  expectation: Expectation;
  /** What a check asks the reader to send; sent when everything listens. The run is stopped after its answer. */
  byHand?: RequestByHand;
  /** Containers in the place of the page's own Collector and Jaeger. */
  containers?: LocalPlace;
}

export interface RequestByHand {
  /** The service, or `collector`. */
  to: string;
  /** `localhost:6006`; absent: where the service says that it listens. */
  address?: string;
  method: string;
  path: string;
  headers: readonly (readonly [string, string])[];
  body?: string;
}

export interface LabRun {
  /** Why it ended: `finished`, `failed`, `stopped`, `limit`, `crashed`, `not-started`. */
  exit: { reason: string; message: string };
  /** By their index; a check that was never told is absent. */
  checks: CheckResult[];
  uncaught: { service: string; text: string; location?: SourceLocation }[];
  diagnostics: Diagnostic[];
  notes: string[];
  /** What the Collector said of its configuration, when it did not start. */
  collector: string[];
}

/** YAML blocks held to what they are for: `yaml collector`, `yaml compose`, `yaml kubernetes`. */
import { exampleEnvironment } from '../config/example-environment.ts';
import type { BackendKind } from '../model/backend.ts';
import type { DataExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import { placeIn } from '../model/place.ts';
import { once } from '../once.ts';
import type { Checked } from './checked.ts';
import type { CollectorChoice } from './collector.ts';

/** What of the configuration decides. */
export interface DataConfig {
  collector?: CollectorChoice | undefined;
  /** `containers`: a Collector in Docker is wanted. */
  backend?: BackendKind | undefined;
  containers?: { images?: { collector?: string } } | undefined;
  /** Variables besides those of this process, for `${env:NAME}`. */
  env?: Readonly<Record<string, string>> | undefined;
}

export interface DataChecks {
  /**
   * Everything that is wrong with a block, at its place in the document.
   * @throws CannotRun when what checks it is not there
   */
  check(example: DataExample, signal: AbortSignal): Promise<Finding[]>;
  /** By example, after its check: what could not be checked, and why. No failure, but to be told. */
  readonly notes: ReadonlyMap<string, string>;
  dispose(): Promise<void>;
}

type Check = (text: string, signal: AbortSignal) => Promise<Checked>;

/** Nothing is loaded before the first block that needs it; then it is kept for all. */
export function openDataChecks({ config = {} }: { config?: DataConfig } = {}): DataChecks {
  const notes = new Map<string, string>();
  const collector = once(async () => {
    const { openCollectorCheck } = await import('./collector.ts');
    const { collector: choice = {}, backend, containers, env } = config;
    const docker = { image: containers?.images?.collector, asked: backend === 'containers' };
    return openCollectorCheck({ docker, ...choice }, exampleEnvironment(process.env, env));
  });
  const compose = once(async () => (await import('./compose.ts')).openCompose());
  const kubernetes = once(async () => (await import('./kubernetes.ts')).openKubernetes());
  const checks: Readonly<Record<DataExample['schema'], Check>> = {
    collector: async (text, signal) => (await collector.get()).check(text, signal),
    compose: async (text) => (await compose.get())(text),
    kubernetes: async (text) => (await kubernetes.get())(text),
  };
  return {
    notes,
    async check(example, signal) {
      signal.throwIfAborted();
      const { file, schema, at, id } = example;
      const { problems, note } = await checks[schema](file.text, signal);
      notes.delete(id);
      if (note !== undefined) notes.set(id, note);
      const inOrder = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
      return inOrder.map(({ line, column, message }) => ({
        rule: schema === 'collector' ? 'collector' : 'schema',
        message,
        at: placeIn(at.file, file.origins, line, column),
      }));
    },
    async dispose() {
      (await collector.opened())?.dispose();
    },
  };
}

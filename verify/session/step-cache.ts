/** Outcomes of steps that need not be carried out again. */
import { openCache } from '../cache/cache.ts';
import { toolDigest } from '../cache/tool-digest.ts';
import type { Outcome } from '../model/outcome.ts';
import { once } from '../once.ts';
import { collectorDigest } from './collector-digest.ts';
import { type DocumentCache, noDocumentCache, openDocumentCache } from './document-cache.ts';
import type { Parts } from './parts.ts';
import type { Step } from './plan.ts';
import type { Settings } from './settings.ts';

export interface StepCache {
  /** The outcome as it would be again. `files`: what it depends on, absolute. */
  get(step: Step): Promise<{ outcome: Outcome; files?: readonly string[] } | undefined>;
  /** @param loaded files of the project its run and its types depended on, absolute */
  put(step: Step, outcome: Outcome, loaded: readonly string[]): Promise<void>;
  documents: DocumentCache;
  /** Writes what is new. Resolves with what is wrong with that: it does no harm. */
  close(): Promise<{ problem?: string }>;
}

/** Keeps nothing. */
const nothing: StepCache = {
  get: () => Promise.resolve(undefined),
  put: () => Promise.resolve(),
  documents: noDocumentCache,
  close: () => Promise.resolve({}),
};

/** The cache of a session, as its settings have it. Lessons are none of its: a lesson has several outcomes. */
export async function openStepCache(
  settings: Settings,
  { projectOf }: Pick<Parts, 'projectOf'>,
): Promise<StepCache> {
  const { cacheFolder, backend: kind, config, timeoutMs } = settings;
  const backend = await digestOf(settings);
  if (cacheFolder === undefined || backend === undefined) return nothing;
  const tool = toolDigest();
  const [cache, documents] = await Promise.all([
    openCache({ folder: cacheFolder }, { tool }),
    openDocumentCache(cacheFolder, tool),
  ]);
  const version = await versions(settings);
  const keys = new Map<Step, Promise<string | undefined>>();
  const common = { timeoutMs, env: config.env, allowWrite: config.allowWrite };
  const collector = once(() => collectorDigest(config.collector));

  const makeKey = async (step: Step): Promise<string | undefined> => {
    const { example, runtime } = step;
    if (example.kind === 'lesson') return undefined;
    const isCollector = example.kind === 'data' && example.schema === 'collector';
    const more = isCollector ? await collector.get() : '';
    if (more === undefined) return undefined;
    return cache.keyOf({
      example,
      project: await projectOf(example.document),
      ...(runtime === undefined ? {} : { runtime: { name: runtime, version: version[runtime] } }),
      ...(step.backend === undefined ? {} : { backend: { kind, digest: backend } }),
      settings: runtime === 'chromium' ? { ...common, chromium: config.chromium } : common,
      more,
    });
  };
  // Once: what is hashed a second time may have changed while the example ran.
  const keyOf = (step: Step): Promise<string | undefined> => {
    const key = keys.get(step) ?? makeKey(step);
    keys.set(step, key);
    return key;
  };

  return {
    async get(step) {
      if (step.findings.length > 0) return undefined;
      const key = await keyOf(step);
      const outcome = cache.get(key, step.example);
      if (outcome === undefined) return undefined;
      return { outcome, files: cache.filesOf(key, await projectOf(step.example.document)) };
    },
    async put(step, outcome, loaded) {
      const key = await keyOf(step);
      if (key !== undefined) {
        cache.put(key, outcome, { loaded, project: await projectOf(step.example.document) });
      }
    },
    documents,
    async close() {
      await documents.close();
      return cache.close();
    },
  };
}

/** What a runner would say of itself, without opening it. */
async function versions({ config }: Settings): Promise<{ node: string; chromium: string }> {
  const node = process.version;
  const { chromiumVersion } = await import('../runners/chromium/find-chromium.ts');
  return { node, chromium: await chromiumVersion(config.chromium?.executablePath) };
}

/** What a backend would say of itself, without opening it; absent where nobody knows what is behind an address. */
async function digestOf({ backend, config }: Settings): Promise<string | undefined> {
  if (backend === 'url') return undefined;
  if (backend === 'embedded') return backend;
  const { containersDigest } = await import('../backends/containers.ts');
  return containersDigest(config.containers);
}

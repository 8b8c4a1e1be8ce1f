/** The parts of a session as they are. Loaded when they are first needed: what is unchanged needs none of them. */
import { rm } from 'node:fs/promises';
import { exampleEnvironment } from '../config/example-environment.ts';
import type { Backend } from '../model/backend.ts';
import type { Runtime } from '../model/example.ts';
import type { Runner } from '../model/run.ts';
import { type Once, once } from '../once.ts';
import { createProjects } from '../project/find-project.ts';
import { openTemporaryFolder } from '../runners/temporary-folder.ts';
import { within } from './overdue.ts';
import type { Parts } from './parts.ts';
import type { Settings } from './settings.ts';

/** One that does not come to its end is left: what others have found is to be told. */
const disposeMs = 30_000;

/** Nothing is opened yet. */
export function openParts(settings: Settings): Parts {
  const projects = createProjects();
  const backend = once(() => openBackend(settings));
  const runners: Record<Runtime, Once<Runner>> = {
    node: once(() => openNodeRunner(settings)),
    chromium: once(() => openChromiumRunner(settings)),
  };
  const lessons = once(async () => {
    const { openLessonRunner } = await import('../lesson/open-lesson-runner.ts');
    return openLessonRunner({ cwd: settings.cwd, jobs: settings.jobs });
  });
  const data = once(async () => {
    const { openDataChecks } = await import('../data/check-data.ts');
    return openDataChecks({ config: { ...settings.config, backend: settings.backend } });
  });
  const folders = new Map<string, Promise<string>>();

  return {
    backend: backend.get,
    runner: (runtime) => runners[runtime].get(),
    lessons: lessons.get,
    projectOf: (document) => projects.findProject(document),
    async types(examples, signal) {
      const { checkTypes } = await import('../types/check-types.ts');
      return checkTypes([...examples], { signal });
    },
    async judge(each) {
      const { judge } = await import('../judge/judge.ts');
      return judge(each);
    },
    async untilMet(asked) {
      const { untilMet } = await import('../judge/until-met.ts');
      return untilMet(asked);
    },
    shellFolder(document) {
      const folder = folders.get(document) ?? openTemporaryFolder('spanlab-shell');
      folders.set(document, folder);
      return folder;
    },
    async shell(example, asked) {
      const [{ runShell }, { judge }, open] = await Promise.all([
        import('../runners/shell/run-shell.ts'),
        import('../judge/judge.ts'),
        backend.get(),
      ]);
      // What its programs send is nobody's, and must not end up where this machine sends to.
      const endpoint = open.endpointOf(asked.runId);
      const usual = exampleEnvironment(process.env, settings.config.env);
      const env = { ...usual, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
      try {
        return await judge({ example, ran: await runShell(example, { ...asked, env }), deadlineMs: 0 });
      } finally {
        open.forget(asked.runId);
      }
    },
    async data(example, signal) {
      const checks = await data.get();
      const findings = await checks.check(example, signal);
      const note = checks.notes.get(example.id);
      return { findings, ...(note === undefined ? {} : { note }) };
    },
    async dispose() {
      // Programs first: what they still send has somewhere to go.
      const running = [runners.node, runners.chromium, lessons, data];
      const ended = await Promise.allSettled(
        running.map(async (part) => within((async () => (await part.opened())?.dispose())(), disposeMs)),
      );
      const closed = await Promise.allSettled([
        backend.opened().then((each) => each?.dispose()),
        ...[...folders.values()].map(async (folder) => rm(await folder, { recursive: true, force: true })),
      ]);
      const failed = [...ended, ...closed].find((each) => each.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
  };
}

async function openBackend({ backend, url, config }: Settings): Promise<Backend> {
  switch (backend) {
    case 'embedded':
      return (await import('../backends/embedded.ts')).openEmbedded();
    case 'containers':
      return (await import('../backends/containers.ts')).openContainers(config.containers);
    case 'url':
      return (await import('../backends/url.ts')).openUrl({
        otlp: url?.otlp ?? '',
        jaeger: url?.jaeger ?? '',
      });
  }
}

async function openNodeRunner({ jobs, config }: Settings): Promise<Runner> {
  const { createNodeRunner } = await import('../runners/node/node-runner.ts');
  return createNodeRunner({
    jobs,
    env: exampleEnvironment(process.env, config.env),
    ...(config.allowWrite === undefined ? {} : { allowWrite: config.allowWrite }),
  });
}

async function openChromiumRunner({ jobs, config }: Settings): Promise<Runner> {
  const { createChromiumRunner } = await import('../runners/chromium/chromium-runner.ts');
  return createChromiumRunner({ jobs, config });
}

/** `npm run lab` with real containers: up, a page's run through it, the doctor's findings, and nothing left behind. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getContainerRuntimeClient } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnose } from '../../sandbox/local-lab/diagnose.ts';
import type { RunEvent } from '../../sandbox/schemas/run-event.ts';
import { loadLesson } from '../../src/lesson.ts';
import { type Dockerode, findContainers } from '../../tools/lab/containers.ts';
import { examine } from '../../tools/lab/doctor.ts';
import { bringUp, takeDown } from '../../tools/lab/lab-control.ts';
import { hostPort, makePlan, type Plan } from '../../tools/lab/plan.ts';
import { addressesOf, publishedBy } from '../../tools/lab/running-file.ts';
import { createLocalLabProxy } from '../../tools/site/local-lab-proxy.ts';
import { root } from '../../tools/test/suite.ts';
import { inLabPage } from '../support/lab-page.ts';

// A lab of its own beside the one somebody may have running: other names, other ports.
const project = 'spanlab-test';
const folder = mkdtempSync(join(tmpdir(), 'spanlab-lab-'));
const said: string[] = [];
let docker: Dockerode;
let moved: Map<number, number>;

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) =>
          server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
        ),
    ),
  );
  for (const server of servers) server.close();
  return ports;
}

/** What of this lab there is, running or not, by kind. */
async function whatIsThere() {
  const filters = { label: [`com.docker.compose.project=${project}`] };
  const named = (each: { Name: string }) => each.Name;
  return {
    containers: (await findContainers(docker, project)).map(({ name }) => name),
    networks: (await docker.listNetworks({ filters })).map(named),
    volumes: ((await docker.listVolumes({ filters })).Volumes ?? []).map(named),
  };
}

const up = async (config?: string): Promise<Plan> => {
  let file: string | undefined;
  if (config !== undefined) {
    file = join(folder, 'collector.yaml');
    writeFileSync(file, config);
  }
  const plan = makePlan({ project, moved, config: file });
  await bringUp(docker, plan, (line) => said.push(line));
  return plan;
};
const doctor = async (plan: Plan, changes: { collector?: string } = {}) =>
  diagnose(
    await examine({
      by: 'command',
      ...addressesOf(publishedBy(plan)),
      origin: 'http://localhost:4321',
      docker: { docker, project },
      ...changes,
    }),
  );

function whatCameOf(events: readonly RunEvent[]) {
  const stored = events.flatMap((event) => (event.type === 'stored' ? event.spans : []));
  const exports = events.flatMap((event) => (event.type === 'export' ? [event] : []));
  const checks = events.flatMap((event) => (event.type === 'check' ? [event.result] : []));
  const exit = events.find((event) => event.type === 'exit');
  return {
    exit: exit?.reason,
    failures: exports.flatMap(({ failure }) => failure ?? []),
    spans: stored.length,
    traceIds: [...new Set(stored.map(({ traceId }) => traceId))],
    checks: checks.length,
    missed: checks.filter(({ ok }) => !ok),
  };
}

beforeAll(async () => {
  docker = (await getContainerRuntimeClient()).container.dockerode;
  await takeDown(docker, project);
  const usual = [4317, 4318, 13_133, 13_134, 16_686, 14_318];
  const free = await freePorts(usual.length);
  moved = new Map(usual.map((port, index) => [port, free[index] ?? 0]));
});
afterAll(async () => {
  await takeDown(docker, project);
  rmSync(folder, { recursive: true });
});

describe('the lab as deploy/ has it', () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await up();
  });

  test('comes up, and both say that they are well', () => {
    const well = said.filter((line) => line.includes('is well')).map((line) => line.split(' ')[0]);
    expect(well.sort()).toEqual(['collector', 'jaeger']);
  });

  test('is left as it is when it is up already', async () => {
    const before = await findContainers(docker, project);
    expect(await bringUp(docker, plan, () => undefined)).toBe('was-running');
    expect((await findContainers(docker, project)).map(({ id }) => id).sort()).toEqual(
      before.map(({ id }) => id).sort(),
    );
  });

  test('is well by the doctor’s word: a span sent to the Collector arrives in Jaeger', async () => {
    expect(await doctor(plan)).toMatchObject({ fault: undefined });
  });

  test('takes the programs of lesson 7 from a page to the real Jaeger, and back for its checks', async () => {
    const lesson = await loadLesson(join(root, 'content/1-grocery-store/07-into-jaeger'));
    const { lab, files, solution, expectation } = lesson.exercises.main;
    const before = createLocalLabProxy({ published: () => publishedBy(plan) });
    const request = { lab, files: { ...files, ...solution }, expectation };
    const { collector, jaeger } = addressesOf(publishedBy(plan));
    const runs = await inLabPage({ before }, async (tab) => [
      await tab.evaluate((run) => window.runAgainstContainers(run), request),
      await tab.evaluate(([run, there]) => window.runAgainstContainers(run, there), [
        request,
        { collector, jaeger },
      ] as const),
    ]);
    for (const [way, text] of Object.entries({ proxy: runs[0], CORS: runs[1] })) {
      const told = whatCameOf(JSON.parse(text ?? '[]'));
      expect({ way, ...told, traceIds: told.traceIds.length }).toEqual({
        way,
        exit: 'finished',
        failures: [],
        spans: 4,
        traceIds: 1,
        checks: expect.any(Number),
        missed: [],
      });
      expect(told.checks).toBeGreaterThan(0);
      // It is the real Jaeger that has them.
      const answer = await fetch(`${jaeger}/api/v3/traces/${told.traceIds[0]}`);
      expect(JSON.stringify(await answer.json()).match(/"spanId"/gu)).toHaveLength(4);
    }
  });

  test('gRPC on an HTTP port is told by its name', async () => {
    const collector = `http://localhost:${hostPort(plan, 'collector', 4317)}`;
    expect(await doctor(plan, { collector })).toMatchObject({ fault: 'grpc-port' });
  });

  test('a port nobody listens on is told by its name', async () => {
    const [free] = await freePorts(1);
    expect(await doctor(plan, { collector: `http://localhost:${free}` })).toMatchObject({
      fault: 'wrong-port',
    });
  });

  test('a page the Collector does not let post is told by its name', async () => {
    const found = diagnose(
      await examine({ by: 'command', ...addressesOf(publishedBy(plan)), origin: 'https://docs.example' }),
    );
    expect(found).toMatchObject({
      fault: 'cors',
      todo: [expect.stringContaining('https://docs.example'), expect.anything()],
    });
  });

  test('a Jaeger that has gone is told by its name', async () => {
    const jaeger = (await findContainers(docker, project)).find(({ service }) => service === 'jaeger');
    await docker.getContainer(jaeger?.id ?? '').stop({ t: 1 });
    expect(await doctor(plan)).toMatchObject({ fault: 'jaeger-down' });
  });

  test('down leaves nothing behind, and says what it took', async () => {
    const before = await whatIsThere();
    expect(before).toMatchObject({ containers: { length: 2 }, networks: { length: 1 } });
    expect(await takeDown(docker, project)).toHaveLength(3);
    expect(await whatIsThere()).toEqual({ containers: [], networks: [], volumes: [] });
    expect(await doctor(plan)).toMatchObject({ fault: 'nothing-running' });
    expect(await takeDown(docker, project)).toEqual([]);
  });
});

const config = (exporter: string, http = 'endpoint: localhost:14318') => `
receivers: { otlp: { protocols: { http: { ${http} } } } }
processors: { batch: { timeout: 0s } }
exporters: { ${exporter} }
service: { pipelines: { traces: { receivers: [otlp], processors: [batch], exporters: [${exporter.split(':')[0]}] } } }
`;

describe('the lab with another configuration', () => {
  test('publishes its ports, listens where it says localhost, and finds Jaeger at localhost', async () => {
    const plan = await up(config('otlp_grpc: { endpoint: "localhost:4317", tls: { insecure: true } }'));
    const collector = `http://localhost:${hostPort(plan, 'collector', 14_318)}`;
    expect(await doctor(plan, { collector })).toMatchObject({ fault: undefined });
  });

  test('replaces the one before; an exporter that does not reach Jaeger is told by its name', async () => {
    const plan = await up(config('otlp_grpc: { endpoint: "jaeger:4999", tls: { insecure: true } }'));
    expect((await whatIsThere()).containers).toHaveLength(2);
    const collector = `http://localhost:${hostPort(plan, 'collector', 14_318)}`;
    expect(await doctor(plan, { collector })).toMatchObject({ fault: 'not-delivered' });
  });

  test('that the Collector refuses fails with the Collector’s words, and leaves nothing behind', async () => {
    await expect(up(config('nope: {}'))).rejects.toThrow(/unknown type: "nope"/u);
    expect(await whatIsThere()).toEqual({ containers: [], networks: [], volumes: [] });
  });
});

test('npm run lab stays until Ctrl+C, says what is where, and takes all of it down', async () => {
  const ports = [...moved].flatMap(([from, to]) => ['--port', `${from}=${to}`]);
  const lab = spawn(process.execPath, ['tools/lab.ts', '--project', project, ...ports], { cwd: root });
  let said = '';
  for (const stream of [lab.stdout, lab.stderr]) {
    stream.on('data', (piece) => {
      said += String(piece);
    });
  }
  const ended = new Promise<number | null>((resolve) => lab.once('exit', resolve));
  try {
    await expect.poll(() => said, { timeout: 20_000 }).toContain('Ctrl+C ends it');
    expect(said).toContain(`http://localhost:${moved.get(16_686)}`);
    lab.kill('SIGINT');
    expect(await ended).toBe(0);
  } finally {
    lab.kill('SIGKILL');
  }
  expect(await whatIsThere()).toEqual({ containers: [], networks: [], volumes: [] });
});

test('a port that is taken is named, with what to do', async () => {
  const server = createServer();
  const port = moved.get(4318) ?? 0;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  try {
    await expect(up()).rejects.toThrow(new RegExp(`${port} \\(collector\\).*--port ${port}=`, 'u'));
    expect(await whatIsThere()).toEqual({ containers: [], networks: [], volumes: [] });
  } finally {
    server.close();
  }
});

import { createServer } from 'node:net';
import type { Dockerode } from './containers.ts';
import type { Plan } from './plan.ts';

/** A port the lab wants and somebody has, and what to do about it. */
export interface BusyPort {
  port: number;
  service: string;
  what: string;
}

/** The plan's ports of this machine that are taken. */
export async function busyPorts(docker: Dockerode, plan: Plan): Promise<BusyPort[]> {
  const wanted = plan.services.flatMap(({ name, ports }) =>
    ports.map(({ host, address }) => ({ service: name, host, address })),
  );
  const busy: BusyPort[] = [];
  for (const { service, host, address } of wanted) {
    if (await isFree(host, address)) continue;
    busy.push({ service, port: host, what: await holder(docker, host) });
  }
  const twice = wanted.filter(({ host }, index) => wanted.findIndex((each) => each.host === host) < index);
  for (const { service, host } of twice) {
    busy.push({
      service,
      port: host,
      what: `another container of the lab wants it too; move one: npm run lab -- --port ${host}=${host + 10_000}`,
    });
  }
  return busy;
}

async function holder(docker: Dockerode, port: number): Promise<string> {
  const containers = await docker.listContainers();
  const theirs = containers.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === port));
  const instead = `or take another: npm run lab -- --port ${port}=${port + 10_000}`;
  if (theirs !== undefined) {
    const name = (theirs.Names[0] ?? theirs.Id).replace(/^\//u, '');
    return `the container ${name} (${theirs.Image}) has it; stop it: docker stop ${name}; ${instead}`;
  }
  const find = process.platform === 'win32' ? `netstat -ano | findstr :${port}` : `lsof -i :${port}`;
  return `another program has it; find it: ${find}, and end it; ${instead}`;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

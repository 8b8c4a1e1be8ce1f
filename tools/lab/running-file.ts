import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { usualAddresses } from '../../sandbox/local-lab/addresses.ts';
import { cacheFolder } from '../setup/cache-folder.ts';
import { healthPort, hostPort, makePlan, type Plan } from './plan.ts';

const port = z.object({ container: z.number(), host: z.number() });
const schema = z.object({
  /** The ports a Collector's container publishes, and where on this machine each is reached. */
  collector: z.array(port),
  /** Jaeger's OTLP ports, where the Collector leaves them to it. */
  jaegerOtlp: z.array(port).default([]),
  jaeger: z.number(),
  /** Which of the Collector's ports takes OTLP over HTTP. */
  otlpHttp: z.number().default(4318),
});

/** What a lab publishes: what the site's server may pass requests on to. */
export type Published = z.infer<typeof schema>;

const fileOf = (project: string) => join(cacheFolder, 'lab', `${project}.running.json`);
export const usualProject = 'spanlab';

/** What a plan publishes. */
export function publishedBy(plan: Plan): Published {
  const portsOf = (service: string) => plan.services.find(({ name }) => name === service)?.ports ?? [];
  const plain = ({ container, host }: z.infer<typeof port>) => ({ container, host });
  return {
    collector: portsOf('collector').map(plain),
    jaegerOtlp: portsOf('jaeger')
      .filter(({ container }) => [4317, 4318].includes(container))
      .map(plain),
    jaeger: hostPort(plan, 'jaeger', 16_686) ?? 16_686,
    otlpHttp: plan.otlpHttp,
  };
}

/** Note what was started, for the site's server, which does not ask Docker. */
export function noteRunning(plan: Plan): void {
  const file = fileOf(plan.project);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(publishedBy(plan)));
}

export function noteDown(project: string): void {
  rmSync(fileOf(project), { force: true });
}

/** What is published by the lab that was started last; what the compose file says when it was not `npm run lab` that did. */
export function readPublished(project = usualProject): Published {
  try {
    return schema.parse(JSON.parse(readFileSync(fileOf(project), 'utf8')));
  } catch {
    return publishedBy(makePlan());
  }
}

/** Where each part of it is knocked at, from this machine. */
export function addressesOf({ collector, jaeger, otlpHttp }: Published): {
  collector: string;
  health: string;
  jaeger: string;
} {
  const at = (container: number, otherwise: string): string => {
    const found = collector.find((each) => each.container === container);
    return found === undefined ? otherwise : `http://localhost:${found.host}`;
  };
  return {
    collector: at(otlpHttp, usualAddresses.collector),
    health: at(healthPort, usualAddresses.health),
    jaeger: `http://localhost:${jaeger}`,
  };
}

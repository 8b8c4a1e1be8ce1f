/** What is done with either Collector while it runs a case. */
import { gzipSync } from 'node:zlib';
import type { Case } from './case.ts';
import { isComplaint } from './comparable-outcome.ts';
import { configFacts } from './config-facts.ts';
import { corpusBodies } from './corpus.ts';
import { callsIn, spansIn } from './exported.ts';
import type { Outcome, RunningCollector } from './outcome.ts';

const encoder = new TextEncoder();

/** Sends what the case says and waits for what it says. @throws Error that tells what did not arrive */
export async function exercise(running: RunningCollector, each: Case): Promise<Outcome['answers']> {
  const answers: Outcome['answers'] = [];
  const { httpPort: port } = configFacts(each.config);
  if (port === undefined) return answers;
  const json = { 'content-type': 'application/json' };
  for (const body of each.corpus ? corpusBodies : []) {
    answers.push(
      await running.send({
        port,
        method: 'POST',
        path: '/v1/traces',
        headers: json,
        body: encoder.encode(body),
      }),
    );
  }
  for (const { method, path, headers, body, base64, gzip } of each.requests) {
    const plain =
      base64 === undefined ? encoder.encode(body ?? '') : new Uint8Array(Buffer.from(base64, 'base64'));
    const bytes = gzip ? new Uint8Array(gzipSync(plain)) : plain;
    answers.push(await running.send({ port, method, path, headers, body: bytes }));
  }
  await arrived('spans', each.spans, () =>
    running.deliveries.reduce((sum, one) => sum + spansIn(one).length, 0),
  );
  await arrived('calls in metrics', each.calls, () => callsIn(running.deliveries));
  await arrived('complaints in the log', each.complaints, () => running.log.filter(isComplaint).length);
  return answers;
}

async function arrived(what: string, wanted: number | undefined, count: () => number): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (wanted !== undefined && count() < wanted) {
    if (performance.now() > deadline) throw new Error(`${count()} ${what} of ${wanted} arrived within 10 s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

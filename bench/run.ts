/**
 * `npm run bench [name…]`: measures what the README and the issues claim. Prints a table and writes
 * `.cache/bench.json` with the machine's facts. Machines differ and are noisy: compare within one run.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { type Row, reached } from './row.ts';
import { table } from './table.ts';

/** Each bench is loaded only when asked for, so that one that cannot run does not stop the others. */
const benches: Record<string, () => Promise<Row[]>> = {
  store: async () => (await import('./store.ts')).benchStore(),
  run: async () => (await import('./run-latency.ts')).benchRunLatency(),
  visit: async () => (await import('./first-visit.ts')).benchFirstVisit(),
  collector: async () => (await import('./collector.ts')).benchCollector(),
  verify: async () => (await import('./verify.ts')).benchVerify(),
  explorer: async () => (await import('./explorer.ts')).benchExplorer(),
  containers: async () => (await import('./containers-up.ts')).benchContainersUp(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

const rows: Row[] = [];
let broken = 0;
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.error(`bench ${name} …`);
  try {
    rows.push(...(await bench()));
  } catch (error) {
    broken += 1;
    console.error(`bench ${name} could not run:`, error);
  }
}

const machine = {
  cpu: os.cpus()[0]?.model ?? 'unknown',
  cores: os.cpus().length,
  memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  platform: `${os.platform()} ${os.release()} ${os.arch()}`,
  node: process.version,
  loadAverage: os.loadavg(),
};
await mkdir('.cache', { recursive: true });
await writeFile(
  '.cache/bench.json',
  `${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`,
);

console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.platform}, Node ${machine.node}\n`,
);
console.log(table(rows));
console.log(
  `\n${rows.filter((row) => reached(row) === false).length} of ${rows.length} figures missed. JSON: .cache/bench.json`,
);
process.exitCode = broken > 0 ? 1 : 0;

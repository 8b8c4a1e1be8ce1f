/** `spanlab verify` as a user starts it, whole processes from start to end, beside its peers. */
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { quantile, type Row } from './row.ts';
import { timeDeno, timeLiterateTs, timeTsc } from './verify/peer-runs.ts';
import { documentName, openProject, projectFolder, writeDocuments } from './verify/project.ts';
import { type Measured, runMeasured } from './verify/run-measured.ts';
import { faultCount, foundFaults, seeded } from './verify/seeded-faults.ts';
import { perDocument } from './verify/snippets.ts';

const runs = 3;
const cli = join(process.cwd(), 'verify/dist/cli.js');

export async function benchVerify(): Promise<Row[]> {
  const built = await runMeasured(process.execPath, ['verify/build.ts'], { cwd: process.cwd() });
  if (built.code !== 0) throw new Error(`the package cannot be built: ${built.output.slice(-500)}`);
  await openProject();
  const hundred = await writeDocuments(100);
  const thousand = await writeDocuments(1_000);
  return [...(await node(hundred, thousand)), ...(await chromium(hundred)), ...(await faults())];
}

async function node(hundred: string, thousand: string): Promise<Row[]> {
  const cold = await median([hundred, '--no-cache']);
  const deno = await timeDeno(hundred, runs);
  const tsc = await timeTsc(compiler(), hundred, runs);
  const many = await median([thousand, '--no-cache'], 1, true);
  await verified([hundred]);
  const unchanged = await median([hundred], 5);
  const documents = Array.from({ length: 100 / perDocument }, (_, index) =>
    join(hundred, documentName(index * perDocument + 1)),
  );
  const literate = await timeLiterateTs(documents, runs);
  return [
    {
      ...seconds('Verify: 100 examples in Node, types, runs, outputs and spans', cold),
      target: { value: deno === undefined ? 2.6 : deno.value / 2.5, better: 'lower' },
      ...(deno && { peer: deno }),
    },
    { ...seconds('Verify: the same, beside the compiler alone', cold), ...(tsc && { peer: tsc }) },
    {
      ...seconds('Verify: 1,000 examples in Node', many, 1),
      target: { value: 10 * cold.seconds, better: 'lower' },
    },
    {
      name: 'Verify: 1,000 examples in Node, memory of all its processes',
      unit: 'MiB',
      value: many.peakMib,
      runs: 1,
      target: { value: 1024, better: 'lower' },
    },
    {
      ...seconds('Verify: 100 examples, nothing changed', unchanged, 5),
      target: { value: 0.3, better: 'lower' },
      ...(literate && { peer: literate }),
    },
  ];
}

async function chromium(hundred: string): Promise<Row[]> {
  const embedded = await median([hundred, '--no-cache', '--runtime', 'chromium']);
  const rows: Row[] = [
    {
      ...seconds('Verify: 100 examples in Chromium, embedded backend', embedded),
      target: { value: 5, better: 'lower' },
    },
  ];
  for (const runtime of ['node', 'chromium']) {
    const beside =
      runtime === 'chromium' ? embedded : await median([hundred, '--no-cache', '--runtime', runtime]);
    try {
      const args = [hundred, '--no-cache', '--runtime', runtime, '--backend', 'containers'];
      rows.push({
        ...seconds(`Verify: 100 examples, ${runtime}, containers backend`, await median(args)),
        target: { value: 1.5 * beside.seconds, better: 'lower' },
        peer: { name: 'embedded backend', value: beside.seconds },
      });
    } catch (error) {
      console.error(`  without containers: ${error instanceof Error ? error.message : error}`);
    }
  }
  return rows;
}

async function faults(): Promise<Row[]> {
  const folder = await writeDocuments(100, seeded);
  const texts = new Map<string, string>();
  for (let number = 1; number <= 100; number += perDocument) {
    const name = documentName(number);
    texts.set(name, await readFile(join(projectFolder, folder, name), 'utf8'));
  }
  const rows: Row[] = [];
  for (const runtime of ['node', 'chromium']) {
    const file = join(projectFolder, 'faults.json');
    await rm(file, { force: true });
    const args = [folder, '--no-cache', '--runtime', runtime, '--report', `json=${file}`];
    const { code, output } = await runMeasured(process.execPath, [cli, 'verify', ...args], {
      cwd: projectFolder,
    });
    if (code !== 1) throw new Error(`documents with faults end with ${code}: ${output.slice(-500)}`);
    const report = JSON.parse(await readFile(file, 'utf8'));
    const findings = report.outcomes.flatMap((outcome: { findings: never[] }) => outcome.findings);
    const { found, missed, extra } = foundFaults(findings, 100, (name) => texts.get(name) ?? '');
    for (const each of missed) console.error(`  missed in ${runtime}: ${each}`);
    rows.push({
      name: `Verify: seeded faults found at their line and column, ${runtime} (${extra} findings beside them)`,
      unit: `of ${faultCount}`,
      value: found,
      runs: 1,
      target: { value: faultCount, better: 'higher' },
    });
  }
  return rows;
}

/** The median of several runs, all of which must hold. */
async function median(args: readonly string[], times = runs, memory = false): Promise<Measured> {
  const measured: Measured[] = [];
  for (let run = 0; run < times; run += 1) measured.push(await verified(args, memory));
  const middle = quantile(
    measured.map(({ seconds }) => seconds),
    0.5,
  );
  return measured.find(({ seconds }) => seconds === middle) ?? Promise.reject(new Error('no runs'));
}

async function verified(args: readonly string[], memory = false): Promise<Measured> {
  const measured = await runMeasured(process.execPath, [cli, 'verify', ...args], {
    cwd: projectFolder,
    memory,
  });
  if (measured.code === 0) return measured;
  throw new Error(
    `spanlab verify ${args.join(' ')} ends with ${measured.code}: ${measured.output.slice(-800)}`,
  );
}

function seconds(name: string, { seconds }: Measured, times = runs): Row {
  return { name, unit: 's', value: seconds, runs: times };
}

/** TypeScript 7, as it comes with the package. */
function compiler(): string {
  const { resolve } = createRequire(join(process.cwd(), 'verify/package.json'));
  return join(dirname(resolve('typescript/package.json')), 'bin/tsc');
}

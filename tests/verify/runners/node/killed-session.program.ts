/** A session that has one of everything running, and says of each which process it is in a file of its folder. */
import { join } from 'node:path';
import { createNodeRunner } from '../../../../verify/runners/node/node-runner.ts';
import { runShell } from '../../../../verify/runners/shell/run-shell.ts';
import { jobOf } from './support.ts';

const tag = process.argv[2] ?? '';
const runner = createNodeRunner({ jobs: 1, allowWrite: [tag] });
const saying = (name: string, pid: string) =>
  `(await import('node:fs')).writeFileSync(${JSON.stringify(join(tag, name))}, String(${pid}));`;
const hour = { timeoutMs: 3_600_000 };

void runner.run(
  jobOf(
    `import { spawn } from 'node:child_process';
const child = spawn('sleep', ['3600'], { detached: true, stdio: 'ignore' });
${saying('detached', 'child.pid')}
${saying('in-thread', 'process.pid')}
for (;;);`,
    hour,
  ),
);
void runner.run(jobOf(`${saying('alone', 'process.pid')}\nfor (;;);`, { alone: true, ...hour }));
const file = { name: 'block.sh', text: `echo $$ > ${join(tag, 'in-shell')}\nsleep 3600`, origins: [] };
const { signal } = new AbortController();
const block = { ...jobOf('').example, kind: 'shell' as const, file };
void runShell(block, { folder: tag, env: process.env, signal, ...hour });

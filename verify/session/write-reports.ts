/** Hands a report to those who asked for one. */
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Report } from '../model/outcome.ts';
import { CannotRun } from '../model/run.ts';
import type { ReportRequest } from '../verify-arguments.ts';
import type { Environment } from './settings.ts';

/**
 * Writes reports to their files, and all but the pretty one to stdout, which its own printer prints.
 * @throws `CannotRun` for a file that cannot be written
 */
export async function writeReports(
  report: Report,
  requests: readonly ReportRequest[],
  { cwd, env, print }: { cwd: string; env: Environment; print: (text: string) => void },
): Promise<void> {
  const others = requests.filter(({ format, file }) => format !== 'pretty' || file !== undefined);
  if (others.length === 0) return;
  const { renderers } = await import('../reports/renderers.ts');
  for (const { format, file } of others) {
    const text = renderers[format](report, { cwd });
    if (file === undefined) {
      if (text !== '') print(text);
      continue;
    }
    const path = resolve(cwd, file);
    try {
      await mkdir(dirname(path), { recursive: true });
      // Other steps of a job write there too.
      const write = file === env['GITHUB_STEP_SUMMARY'] ? appendFile : writeFile;
      await write(path, `${text}\n`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CannotRun(`The ${format} report could not be written to ${file}: ${why}`);
    }
  }
}

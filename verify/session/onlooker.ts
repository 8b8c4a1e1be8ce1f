/** Shows a session on the screen while it goes on, when somebody looks. */
import type { Report } from '../model/outcome.ts';
import { createProgress, type Progress, type ProgressOutput } from '../reports/progress.ts';
import type { Onlooker } from './session.ts';
import type { Environment, Settings } from './settings.ts';

export interface Follower {
  onlooker: Onlooker;
  /** Prints the report, if it was asked for on stdout. */
  end(report: Report): void;
}

/** Nothing but a report goes to a stdout that a program reads. */
export function followOn(
  { reports, cwd }: Settings,
  { stdout, env }: { stdout: ProgressOutput; env: Environment },
): Follower {
  const toScreen = reports.some(({ format, file }) => format === 'pretty' && file === undefined);
  let progress: Progress | undefined;
  const running = new Set<string>();
  return {
    onlooker: {
      planned(steps) {
        progress = toScreen ? createProgress(stdout, { cwd, env }) : undefined;
        progress?.begin(steps.length);
      },
      begun({ key }) {
        running.add(key);
        progress?.running([...running]);
      },
      outcome({ key }, outcome) {
        running.delete(key);
        progress?.outcome(outcome);
      },
    },
    end: (report) => progress?.end(report),
  };
}

/** What a lab wants of its Collector. */
import type { FileSet } from '../../schemas/file-set.ts';
import type { Lab, LabCollector } from '../../schemas/lab.ts';

export type Wish =
  | { config: string; env: LabCollector['env']; machine: LabCollector['machine'] }
  /** It cannot be started, for this reason. */
  | { problem: string };

export function wishOf({ collector }: Lab, files: FileSet): Wish {
  if (collector === undefined) return { problem: 'lab.yaml has no `collector`.' };
  const config = files[collector.config];
  if (config === undefined) {
    const names = Object.keys(files).join(', ');
    const problem = `${collector.config} is missing: the lab's Collector is configured by it. The files are ${names}.`;
    return { problem };
  }
  return { config, env: collector.env, machine: collector.machine };
}

export function sameWish(left: Wish, right: Wish | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

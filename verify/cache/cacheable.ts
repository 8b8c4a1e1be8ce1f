/** Examples whose answer depends on more than can be known beforehand are run each time. */
import type { Example } from '../model/example.ts';

/** Modules that reach files and processes: what those were is in no key. */
const outside =
  /['"](?:node:)?(?:fs|fs\/promises|child_process|cluster|dgram|dns|dns\/promises|os|sqlite|worker_threads)['"]/u;
const elsewhere = /\b(?:fetch|request|get)\(\s*['"`]https?:\/\/(?!localhost|127\.|\[::1\])/u;
/** Modules named only while it runs. */
const computed = /\bimport\(\s*(?!['"`])/u;

/**
 * Why an example is run each time; nothing if what holds may be remembered. Shell blocks call whatever is installed.
 * Lessons bring their own rules. Not seen: files that modules of the project, not the example itself, read as they run.
 */
export function runsEachTime(example: Example): string | undefined {
  if (example.kind === 'shell') return 'a shell block may use anything on this machine';
  if (example.kind !== 'program') return undefined;
  for (const { text } of example.files) {
    if (outside.test(text)) return 'it reaches files or processes';
    if (elsewhere.test(text)) return 'it asks a server elsewhere';
    if (computed.test(text)) return 'it imports what it computes';
  }
  return undefined;
}

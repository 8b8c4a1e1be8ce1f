/** Examples whose answer depends on more than can be known beforehand are run each time. */
import type { Example } from '../model/example.ts';

/** Modules that reach files and processes: what those were is in no key. */
const outside =
  /['"](?:node:)?(?:fs|fs\/promises|child_process|cluster|dgram|dns|dns\/promises|http2|https|inspector|net|os|repl|sqlite|tls|worker_threads)['"]/u;
const elsewhere = /\b(?:request|get)\(\s*['"`]https?:\/\/(?!localhost|127\.|\[::1\])/u;
/** An address that is computed may be anybody's. */
const fetches = /\bfetch\(\s*(?!['"`]https?:\/\/(?:localhost|127\.|\[::1\])|['"`]\/)\S/u;
/** Variables nobody can name beforehand: `process.env[name]`, all of `process.env`. */
const environment =
  /(?<!\}\s*=\s*)\b(?:process|import\.meta)\.env\b(?!\s*(?:\?\.|\.)\s*\w|\s*(?:\?\.)?\[\s*['"])|\{[^{}]*\.\.\.[^{}]*\}\s*=\s*process\.env\b|\benv\[\s*(?!['"])/u;
/** Modules named only while it runs. */
const computed = /\bimport\(\s*(?!['"`])/u;

/**
 * Why an example is run each time; nothing if what holds may be remembered. Shell blocks call whatever is installed.
 * Lessons bring their own rules. See `reachesFurther` for files of the project that it loads.
 */
export function runsEachTime(example: Example): string | undefined {
  if (example.kind === 'shell') return 'a shell block may use anything on this machine';
  if (example.kind !== 'program') return undefined;
  for (const { text } of example.files) {
    const reason = reachesFurther(text);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Why what a file's code does depends on more than its text and the variables it names. */
export function reachesFurther(text: string): string | undefined {
  if (outside.test(text)) return 'it reaches files, processes or the network';
  if (elsewhere.test(text) || fetches.test(text)) return 'it asks a server elsewhere';
  if (computed.test(text)) return 'it imports what it computes';
  if (environment.test(text)) return 'it reads variables it does not name';
  return undefined;
}

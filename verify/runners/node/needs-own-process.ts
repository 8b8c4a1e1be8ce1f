/** Which programs a thread cannot run as a process would. */
import type { ProgramExample } from '../../model/example.ts';

/**
 * What Node refuses or leaves out in a thread: signals, the working folder, the keyboard, the time zone, and
 * whoever the process belongs to.
 */
const ofProcesses =
  /\bprocess\.(?:chdir|abort|setuid|setgid|seteuid|setegid|setgroups|initgroups|umask|send|stdin|title|connected)\b|\bprocess\.(?:on|once|addListener)\(\s*['"`](?:SIG|message|disconnect)|['"](?:node:)?cluster['"]|\benv(?:\.TZ\b|\[['"`]TZ['"`]\])/u;

/** A program that goes on until it is ended is ended as in life, by SIGTERM: that takes a process. */
export function needsOwnProcess(example: ProgramExample): boolean {
  return example.options.keepsRunning === true || example.files.some(({ text }) => ofProcesses.test(text));
}

/** Ends what runs have started when the session itself is killed: nobody else is left to do it then. Linux; elsewhere none. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Waits for the end of its input, which comes with the end of this process, however that comes. Then it ends what has the
 * variable, or its folder or that for temporary files under the folder; and again, for what was just being started.
 * A shell, as that costs least.
 */
const watch = `
variable=$1 folder=$2
read -r released && exit
found() {
  test -n "$variable" && grep -lszxF -e "$variable" /proc/[0-9]*/environ
  test -n "$folder" && grep -lszF -e "TMPDIR=$folder/" /proc/[0-9]*/environ
  test -n "$folder" && find /proc -maxdepth 2 -name cwd -lname "$folder/*" 2>/dev/null
}
for round in 1 2 3; do
  for each in $(found); do
    pid=\${each#/proc/}
    kill -9 "\${pid%/*}" 2>/dev/null
  done
  sleep 0.2
done
test -n "$folder" && rm -rf "$folder"
`;

export interface Watchman {
  /** All has ended well: it goes. */
  release(): Promise<void>;
}

/** What only these runs have: `variable`, in their environment, with its value; `folder`, absolute, removed at last. */
export function postWatchman({
  variable = '',
  folder = '',
}: {
  variable?: string;
  folder?: string;
}): Watchman {
  if (process.platform !== 'linux') return { release: async () => {} };
  const child = spawn('sh', ['-c', watch, 'sh', variable, folder], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env['PATH'] },
  });
  // Without a shell there is none: then it is as elsewhere.
  const ended = once(child, 'exit').catch(() => {});
  child.stdin.on('error', () => {});
  // It must not keep this process from ending.
  child.unref();
  (child.stdin as { unref?(): void }).unref?.();
  return {
    async release() {
      child.ref();
      child.stdin.end('released\n');
      await ended;
    },
  };
}

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDaemon } from '../../tools/setup/docker-daemon.ts';

describe.skipIf(process.platform === 'win32')('starting a Docker daemon', () => {
  let folder: string;
  const up = () => join(folder, 'up');
  const answers = async () => existsSync(up());

  /** Puts a `dockerd` first on PATH: a shell script in its place. */
  function pretend(script: string) {
    const dockerd = join(folder, 'dockerd');
    writeFileSync(dockerd, `#!/bin/sh\n${script}\n`);
    chmodSync(dockerd, 0o755);
    vi.stubEnv('PATH', [folder, process.env['PATH']].join(delimiter));
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spanlab-dockerd-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  test('does without iptables where dockerd cannot use them, and says so', async () => {
    pretend(
      `case "$*" in *--iptables=false*) echo $$ > ${up()}; exec sleep 300;; esac
       echo 'failed to start daemon: iptables failed: Permission denied' >&2; exit 1`,
    );
    const said: string[] = [];
    const daemon = await startDaemon({ cache: folder, say: (line) => said.push(line), answers });
    expect(said.map((line) => /: (dockerd[^(]*) \(log/u.exec(line)?.[1])).toEqual([
      'dockerd',
      'dockerd --iptables=false --ip6tables=false',
    ]);
    const pid = Number(readFileSync(up(), 'utf8'));
    await daemon.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('gives up with dockerd’s own words when there is nothing to do without', async () => {
    pretend(`echo 'failed to start daemon: Devices cgroup is not mounted' >&2; exit 1`);
    await expect(startDaemon({ cache: folder, say: () => {}, answers })).rejects.toThrow(
      /Devices cgroup is not mounted\nStart a Docker daemon yourself/u,
    );
  });
});

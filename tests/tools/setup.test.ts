import { describe, expect, test } from 'vitest';
import { usualPlaces } from '../../tools/setup/chromium.ts';
import { flagsAfterFailure } from '../../tools/setup/docker-daemon.ts';
import { parseGoVersion } from '../../tools/setup/go.ts';
import { firstFreePort } from '../../tools/test/free-port.ts';

describe('a port for the tested site', () => {
  test('is the wanted one when that is free, else the next free one', async () => {
    expect(await firstFreePort(4399, async () => true)).toBe(4399);
    expect(await firstFreePort(4399, async (port) => port > 4401)).toBe(4402);
  });

  test('is not looked for without end', async () => {
    await expect(firstFreePort(4399, async () => false)).rejects.toThrow('ports 4399 to 4498 are all taken');
  });
});

describe('a dockerd that will not start', () => {
  test('is tried without iptables when it complains of those', () => {
    const log = 'level=info msg="starting"\nfailed to start daemon: iptables failed: Permission denied';
    expect(flagsAfterFailure(log, [])).toEqual(['--iptables=false', '--ip6tables=false']);
  });

  test('is tried with the plainest storage driver when it complains of overlays', () => {
    const log = 'failed to start daemon: error initializing graphdriver: overlay2 not supported';
    expect(flagsAfterFailure(log, ['--iptables=false'])).toEqual([
      '--iptables=false',
      '--storage-driver=vfs',
    ]);
  });

  test('is given up when it complains of something else, or of the same again', () => {
    expect(flagsAfterFailure('failed to start daemon: no cgroups', [])).toBeUndefined();
    expect(flagsAfterFailure('iptables failed', ['--iptables=false', '--ip6tables=false'])).toBeUndefined();
  });

  test('is judged by its last words: what it did without is not why it ended', () => {
    const log = ['level=warning msg="iptables not found"', ...'abc', 'failed: no cgroups'].join('\n');
    expect(flagsAfterFailure(log, [])).toBeUndefined();
  });
});

test('Go’s version is read from what it says', () => {
  expect(parseGoVersion('go version go1.26.8 linux/amd64\n')).toEqual({
    name: 'go1.26.8',
    major: 1,
    minor: 26,
  });
  expect(parseGoVersion('go version devel')).toBeUndefined();
});

test('Chrome is looked for where it installs itself on macOS and Windows', () => {
  expect(usualPlaces('darwin', { HOME: '/Users/ada' })).toContain(
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
  expect(usualPlaces('win32', { ProgramFiles: 'C:\\Program Files' })).toContain(
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  );
  expect(usualPlaces('linux', {})).toEqual([]);
});

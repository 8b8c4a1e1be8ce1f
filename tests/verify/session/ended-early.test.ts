import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { verifyFolder, verifyingFolder } from '../support/verify-folder.ts';

// Each starts the command as anybody would.
vi.setConfig({ testTimeout: 240_000 });

test.each([0, 1])(
  'a configuration that ends the process with %i verifies nothing, and says so',
  async (code) => {
    const { exitCode, stderr } = await verifyFolder({
      'README.md': '```sh verify\ntrue\n```\n',
      'spanlab.config.mjs': `process.exit(${code});`,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`it was ended before it was done, by a call of process.exit(${code})`);
  },
);

test('a configuration that never ends is ended by the first signal', async () => {
  const folder = await verifyingFolder({
    'README.md': '```sh verify\ntrue\n```\n',
    'spanlab.config.mjs': "console.error('loading'); for (;;);",
  });
  try {
    const child = folder.start();
    const ended = once(child, 'exit');
    for await (const said of child.stderr?.setEncoding('utf8') ?? []) if (said.includes('loading')) break;
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
  } finally {
    await folder.remove();
  }
});

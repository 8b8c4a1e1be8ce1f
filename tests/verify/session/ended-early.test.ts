import { expect, test, vi } from 'vitest';
import { verifyFolder } from '../support/verify-folder.ts';

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

import { describe, expect, it } from 'vitest';
import { whyMissing } from '../../src/workbench/state/missing-part.ts';

describe('a part that could not be loaded', () => {
  it('is gone with the release it belonged to, when the page can still be had', async () => {
    expect(await whyMissing(async () => true)).toBe(
      'Spanlab has been updated since this page was opened. Reload to go on; your edits are kept.',
    );
  });

  it('is out of reach, when the page is too', async () => {
    expect(await whyMissing(async () => false)).toContain('Check the connection');
  });
});

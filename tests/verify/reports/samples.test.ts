import { expect, test } from 'vitest';
import { renderers } from '../../../verify/reports/renderers.ts';
import { sample, sampleSource } from './sample-report.ts';

const samples = {
  pretty: 'pretty.txt',
  json: 'report.json',
  junit: 'junit.xml',
  github: 'github.txt',
  sarif: 'report.sarif',
  markdown: 'summary.md',
} as const;

test.each(Object.entries(samples))('one report as %s', async (format, file) => {
  const text = renderers[format as keyof typeof samples](sample, { source: sampleSource });
  await expect(`${text}\n`).toMatchFileSnapshot(`fixtures/${file}`);
});

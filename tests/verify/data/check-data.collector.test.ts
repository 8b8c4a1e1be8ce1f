import { afterAll, describe, expect, test } from 'vitest';
import { openDataChecks } from '../../../verify/data/check-data.ts';
import { collectorFolder } from '../../collector/collector-folder.ts';
import { block, said } from './some-block.ts';

const checks = openDataChecks({
  config: {
    collector: { assets: await collectorFolder() },
    env: { SPANLAB_TEST_ENDPOINT: 'http://jaeger:4318' },
  },
});
afterAll(() => checks.dispose());

// biome-ignore lint/suspicious/noTemplateCurlyInString: the Collector's own syntax
const endpoint = '${env:SPANLAB_TEST_ENDPOINT}';
const good = `receivers:
  otlp:
    protocols:
      http:
exporters:
  otlphttp:
    endpoint: ${endpoint}
service:
  pipelines:
    traces: { receivers: [otlp], exporters: [otlphttp] }
`;

describe('a configuration of the Collector', () => {
  test('that it accepts has nothing against it', async () => {
    expect(await said(checks, await block('collector', good))).toEqual([]);
  });

  test('that it does not has its complaints where they stand in the document', async () => {
    const yaml = good.replace('http:\n', 'htp:\n').replace('  otlphttp:\n', '  foo:\n  otlphttp:\n');
    const found = await said(checks, await block('collector', yaml, '  '));
    expect(found).toEqual([
      expect.stringMatching(/^7:9 [\s\S]*invalid keys: htp/u),
      expect.stringMatching(/^9:5 .*unknown type: "foo".*`collector\.command`/u),
    ]);
  });

  test('is checked beside others by one Collector', async () => {
    const blocks = await Promise.all([block('collector', good), block('collector', 'receivers: {}')]);
    const [one, other] = await Promise.all(blocks.map((each) => said(checks, each)));
    expect(one).toEqual([]);
    expect(other).not.toEqual([]);
  });
});

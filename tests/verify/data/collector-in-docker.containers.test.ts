import { expect, test } from 'vitest';
import { openCollectorCheck } from '../../../verify/data/collector.ts';
import { dockerCommand } from '../../../verify/data/collector-in-docker.ts';
import { someFolder } from '../project/some-folder.ts';

const { signal } = new AbortController();
// biome-ignore lint/suspicious/noTemplateCurlyInString: the Collector's own syntax
const endpoint = '${env:SHOP_ENDPOINT}';
const config = `receivers:
  otlp: { protocols: { http: } }
exporters:
  otlp_http: { endpoint: "${endpoint}" }
service:
  pipelines:
    traces: { receivers: [otlp], exporters: [otlp_http] }
`;

const bare = { ...process.env, SHOP_ENDPOINT: 'http://jaeger:4318' };

test('where there is no other Collector, the image of the containers backend is asked', async () => {
  await using folder = await someFolder({});
  const { check } = await openCollectorCheck({ docker: { asked: false } }, bare, folder.path);
  expect(await check(config, signal)).toEqual({ problems: [] });
  const { problems } = await check(config.replaceAll('otlp_http', 'nothing'), signal);
  expect(problems).toMatchObject([{ line: 4, column: 3, message: expect.stringContaining('unknown type') }]);
  expect(problems[0]?.message).toContain('in Docker');
});

test('an image that is not there is not fetched, and how to fetch it is said', async () => {
  await using folder = await someFolder({});
  const docker = { image: 'otel/there-is-no-such-image:1', asked: false };
  await expect(openCollectorCheck({ docker }, bare, folder.path)).rejects.toThrow(
    'or fetch one for Docker, `docker pull otel/there-is-no-such-image:1`',
  );
});

test('a container gets the variables its configuration names, and no others', () => {
  const text = '$' + '{env:A} $' + '{B} $' + '{env:C:-x} $' + '{file:D} $NOT';
  const names = dockerCommand('image', text).filter((_, i, all) => all[i - 1] === '--env');
  expect(names).toEqual(['A', 'B', 'C']);
});

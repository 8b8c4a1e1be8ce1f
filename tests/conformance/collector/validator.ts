/** `otelcol validate` of the native Collector: one container, asked again and again. */
import { GenericContainer, Wait } from 'testcontainers';
import { readImages } from '../../../tools/images/compose-images.ts';
import type { Case } from './case.ts';

export interface Validator {
  /** '' or what it says of the configuration. */
  validate: (each: Pick<Case, 'config' | 'env'>) => Promise<string>;
  stop: () => Promise<void>;
}

const program = '/otelcol-contrib';

/** Keeps the container alive. */
const idle = `
receivers: { otlp: { protocols: { grpc: {} } } }
exporters: { debug: {} }
service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
`;

export async function startValidator(): Promise<Validator> {
  const container = await new GenericContainer(readImages().collector)
    .withCopyContentToContainer([{ content: idle, target: '/etc/otelcol-contrib/config.yaml' }])
    .withWaitStrategy(Wait.forLogMessage(/Everything is ready/u))
    .start();
  let count = 0;
  return {
    async validate({ config, env }) {
      count += 1;
      const target = `/configs/${count}.yaml`;
      await container.copyContentToContainer([{ content: config, target }]);
      const { exitCode, output } = await container.exec([program, 'validate', `--config=${target}`], { env });
      if (exitCode === 0) return '';
      return output.replace(/^.*?^Error: /msu, '').trim();
    },
    stop: async () => void (await container.stop({ timeout: 2_000 })),
  };
}

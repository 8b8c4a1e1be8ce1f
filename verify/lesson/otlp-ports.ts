import { parseYaml } from '@spanlab/sandbox/expect/parse.ts';
import { z } from 'zod';

const protocol = z.object({ endpoint: z.string() }).nullish();
const schema = z.object({
  receivers: z.record(
    z.string(),
    z.object({ protocols: z.object({ http: protocol, grpc: protocol }).optional() }).nullish(),
  ),
});

/** The ports at which a Collector's configuration takes OTLP; empty when it does not say any. */
export function otlpPorts(config: string): { http: number[]; grpc: number[] } {
  const parsed = parseYaml(schema, { file: 'collector.yaml', text: config });
  const receivers = parsed.ok ? Object.values(parsed.value.receivers) : [];
  const portsOf = (kind: 'http' | 'grpc'): number[] =>
    receivers.flatMap((receiver) => {
      const port = /:(\d+)$/u.exec(receiver?.protocols?.[kind]?.endpoint ?? '')?.[1];
      return port === undefined ? [] : [Number(port)];
    });
  return { http: portsOf('http'), grpc: portsOf('grpc') };
}

/** A lab: a handful of named services on a small network, and the telemetry backend they talk to. */
import { z } from 'zod';
import { filePathSchema } from './file-set.ts';

/** A DNS label: what a service is called in URLs, panels and the lab strip. */
export const serviceNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/u, {
  error: 'a lower-case name such as "grocery-store"',
});

export const serviceSchema = z.strictObject({
  name: serviceNameSchema,
  /** The file whose top level is the program. */
  entry: filePathSchema,
  /** `process.env` of the program. */
  env: z.record(z.string(), z.string()).default({}),
});
export type Service = z.infer<typeof serviceSchema>;

/** What the network does to requests that match. The first route that matches is used. */
export const routeSchema = z.strictObject({
  /** Host and port, `localhost:5000`; every host and port when left out. */
  host: z.string().optional(),
  method: z.string().optional(),
  /** A path, or a prefix ending in `*`. */
  path: z.string().optional(),
  latencyMs: z.number().min(0).max(60_000).default(0),
  /** `refuse`: as if nothing listened. `reset`: the connection breaks after the request was delivered. */
  fault: z.enum(['refuse', 'reset']).optional(),
  /** Answer with this status without asking the service. */
  status: z.int().min(200).max(599).optional(),
  /** Header names removed from the request on its way, as a careless proxy would. */
  dropHeaders: z.array(z.string()).default([]),
});
export type Route = z.infer<typeof routeSchema>;

export const labCollectorSchema = z.strictObject({
  /** The file of the exercise that is its configuration. */
  config: filePathSchema.default('collector.yaml'),
  /**
   * `own`: a host of its own, as in compose; its ports never clash with Jaeger's. `shared`: one machine with
   * Jaeger, whose ports are taken.
   */
  machine: z.enum(['own', 'shared']).default('own'),
  /** What `${env:NAME}` in the configuration finds. */
  env: z.record(z.string(), z.string()).default({}),
});
export type LabCollector = z.infer<typeof labCollectorSchema>;

export const defaultRunLimitMs = { desktop: 30_000, phone: 15_000 } as const;

export const labSchema = z
  .strictObject({
    /** Started in this order: the next one starts when the one before listens or has settled. */
    services: z.array(serviceSchema).max(8),
    network: z.array(routeSchema).default([]),
    /**
     * What there is to export to: nothing yet, or a Jaeger on localhost:4318 (OTLP/HTTP) and
     * localhost:16686 (query API), also reachable as the host `jaeger`.
     */
    backend: z.enum(['none', 'jaeger']).default('none'),
    /** A Collector between the programs and the backend, reachable as `localhost` and as the host `collector`. */
    collector: labCollectorSchema.optional(),
    /** A run is ended after this long. Default: `defaultRunLimitMs`. */
    runLimitMs: z.int().min(1_000).max(300_000).optional(),
  })
  .refine(({ services, collector }) => services.length > 0 || collector !== undefined, {
    path: ['services'],
    error: 'at least one service, where there is no collector',
  })
  .superRefine(({ services, collector, backend }, context) => {
    const taken = [
      ...(collector === undefined ? [] : ['collector']),
      ...(backend === 'jaeger' ? ['jaeger'] : []),
    ];
    for (const [index, { name }] of services.entries()) {
      if (!taken.includes(name)) continue;
      const message = `another name than "${name}": the lab's own ${name === 'jaeger' ? 'Jaeger' : 'Collector'} is called so`;
      context.addIssue({ code: 'custom', path: ['services', index, 'name'], message });
    }
  });
export type Lab = z.infer<typeof labSchema>;

/** The schema `spanlab.config.ts` is held to. The compiler holds it to `UserConfig`. */
import { parseDuration } from '@spanlab/sandbox/push/duration.ts';
import { z } from 'zod';
import { backendKinds } from '../model/backend.ts';
import { runtimes } from '../model/example.ts';
import type { UserConfig } from './config.ts';

const words = z.array(z.string().min(1));
const address = z.string().regex(/^https?:\/\/./u, 'an address such as "http://localhost:4318"');
const duration = z
  .string()
  .refine((text) => (parseDuration(text, 's') ?? 0n) > 0n, 'a length of time such as "10s" or "500ms"');

const images = z.strictObject({
  collector: z.string().min(1).exactOptional(),
  jaeger: z.string().min(1).exactOptional(),
});

/** Every key of `UserConfig`, and no other. */
export const configSchema: z.ZodType<UserConfig> = z.strictObject({
  include: words.min(1).exactOptional(),
  ignore: words.exactOptional(),
  runtimes: z.array(z.enum(runtimes)).min(1).exactOptional(),
  backend: z.enum(backendKinds).exactOptional(),
  otlp: address.exactOptional(),
  jaeger: address.exactOptional(),
  containers: z.strictObject({ images: images.exactOptional() }).exactOptional(),
  jobs: z.int().min(1).max(256).exactOptional(),
  timeout: duration.exactOptional(),
  env: z.record(z.string(), z.string()).exactOptional(),
  baseline: z.string().min(1).exactOptional(),
  requireCoverage: z.number().min(0).max(100).exactOptional(),
  cache: z.union([z.boolean(), z.string().min(1)]).exactOptional(),
  links: z
    .strictObject({
      external: z.boolean().exactOptional(),
      ignore: words.exactOptional(),
      roots: z.record(z.string(), z.string()).exactOptional(),
    })
    .exactOptional(),
  versions: z
    .strictObject({
      compose: words.exactOptional(),
      lockfile: z.string().min(1).exactOptional(),
      ignore: words.exactOptional(),
    })
    .exactOptional(),
  collector: z
    .strictObject({ assets: z.string().min(1).exactOptional(), command: words.min(1).exactOptional() })
    .exactOptional(),
  chromium: z
    .strictObject({ executablePath: z.string().min(1).exactOptional(), args: words.exactOptional() })
    .exactOptional(),
  allowWrite: words.exactOptional(),
} satisfies Record<keyof UserConfig, z.ZodType>);

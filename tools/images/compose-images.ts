import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const imageName = z
  .string()
  .regex(/^[^:@]+:[^:@]+$/u, 'a name and a tag, such as jaegertracing/jaeger:2.13.0');

const composeSchema = z.object({
  services: z.object({
    jaeger: z.object({ image: imageName }),
    collector: z.object({ image: imageName }),
  }),
});

/** The images this project runs against, by their official names and pinned tags. */
export interface Images {
  jaeger: string;
  collector: string;
}

/** Reads the pinned images from `deploy/compose.yaml`. */
export function readImages(composeFile: URL = new URL('../../deploy/compose.yaml', import.meta.url)): Images {
  const { services } = composeSchema.parse(parse(readFileSync(composeFile, 'utf8')));
  return { jaeger: services.jaeger.image, collector: services.collector.image };
}

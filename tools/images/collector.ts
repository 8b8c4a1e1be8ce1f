import { join } from 'node:path';
import { goModOf, parseManifest } from '../collector/manifest.ts';
import { builderModule, generateSources } from '../collector/sources.ts';
import { SetupError } from '../setup/setup-error.ts';
import type { Kitchen, Recipe } from './recipe.ts';

/**
 * The Collector with the components of a Builder manifest, in place of the official image of that version.
 * @param manifest the text of `sandbox/collector/builder-config.yaml`
 */
export function collectorRecipe(image: string, manifest: string): Recipe {
  const parsed = parseManifest(manifest);
  const { version } = parsed.dist;
  if (!image.endsWith(`:${version}`)) {
    throw new SetupError(
      `deploy/compose.yaml pins ${image}, sandbox/collector/builder-config.yaml makes version ${version}. Give both the same version.`,
    );
  }
  return {
    name: 'collector',
    image,
    inputs: `${builderModule(parsed)}\n${goModOf(parsed)}\n${manifest}`,
    dockerfile: [
      'COPY program /otelcol-contrib',
      'EXPOSE 4317 4318 13133',
      'USER 10001',
      'ENTRYPOINT ["/otelcol-contrib"]',
      'CMD ["--config", "/etc/otelcol-contrib/config.yaml"]',
    ],
    prepare: async ({ go, folder, say }: Kitchen) => {
      say('collector: generating its sources');
      const sources = join(folder, 'sources');
      await generateSources({ go, manifest, folder: sources });
      return { module: sources, package: '.', mod: 'mod', ldflags: '-s -w' };
    },
  };
}

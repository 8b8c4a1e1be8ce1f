import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runCommand } from '../setup/command.ts';
import { goEnvironment } from '../setup/go.ts';
import { SetupError } from '../setup/setup-error.ts';
import { goModOf, parseManifest, withOutputPath } from './collector-manifest.ts';
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
  const builder = `go.opentelemetry.io/collector/cmd/builder@v${version}`;
  return {
    name: 'collector',
    image,
    inputs: `${builder}\n${goModOf(parsed)}\n${manifest}`,
    dockerfile: [
      'COPY program /otelcol-contrib',
      'EXPOSE 4317 4318 13133',
      'USER 10001',
      'ENTRYPOINT ["/otelcol-contrib"]',
      'CMD ["--config", "/etc/otelcol-contrib/config.yaml"]',
    ],
    prepare: async ({ go, folder, say }: Kitchen) => {
      const sources = join(folder, 'sources');
      const config = join(folder, 'builder-config.yaml');
      mkdirSync(sources, { recursive: true });
      writeFileSync(config, withOutputPath(manifest, sources));
      say('collector: generating its sources');
      const args = ['run', builder, '--config', config, '--skip-compilation', '--skip-get-modules'];
      const { code, output } = await runCommand(go, args, { cwd: folder, env: goEnvironment(go) });
      if (code !== 0) throw new SetupError(`go ${args.join(' ')} failed:\n${lastLines(output, 8)}`);
      writeFileSync(join(sources, 'go.mod'), goModOf(parsed));
      return { module: sources, package: '.', mod: 'mod', ldflags: '-s -w' };
    },
  };
}

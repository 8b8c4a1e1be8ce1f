import { z } from 'zod';
import { lastLines, runCommand } from '../setup/command.ts';
import { goEnvironment } from '../setup/go.ts';
import { SetupError } from '../setup/setup-error.ts';
import type { Kitchen, Recipe } from './recipe.ts';

/** Jaeger 2.13.0 and 1.76.0 are one release; Go modules only know it by the latter. */
const modules: Record<string, string> = { '2.13.0': 'github.com/jaegertracing/jaeger@v1.76.0' };

const downloadSchema = z.object({ Dir: z.string() });

/** Jaeger from its Go module, without its UI: a Go module has no place for the compiled JavaScript. */
export function jaegerRecipe(image: string): Recipe {
  const tag = image.slice(image.lastIndexOf(':') + 1);
  const module = modules[tag];
  if (module === undefined) {
    const known = Object.keys(modules).join(', ');
    throw new SetupError(
      `${image} cannot be built here: tools/images/jaeger.ts knows the Go modules of ${known} only.`,
    );
  }
  const ldflags = `-s -w -X github.com/jaegertracing/jaeger/internal/version.latestVersion=v${tag}`;
  return {
    name: 'jaeger',
    image,
    inputs: `${module} ${ldflags}`,
    dockerfile: [
      'COPY program /cmd/jaeger/jaeger-linux',
      'ENV JAEGER_LISTEN_HOST=0.0.0.0',
      'EXPOSE 4317 4318 5778 5779 9411 13133 16686',
      'USER 10001',
      'ENTRYPOINT ["/cmd/jaeger/jaeger-linux"]',
    ],
    prepare: async ({ go, folder }: Kitchen) => {
      const args = ['mod', 'download', '-json', module];
      const { code, output } = await runCommand(go, args, { cwd: folder, env: goEnvironment(go) });
      if (code !== 0) throw new SetupError(`go ${args.join(' ')} failed:\n${lastLines(output, 8)}`);
      // Compiled where it lies, with the go.sum it came with: that covers modules whose own
      // checksums a proxy may no longer have, and honours its replacements.
      const { Dir } = downloadSchema.parse(JSON.parse(output.slice(output.indexOf('{'))));
      return { module: Dir, package: './cmd/jaeger', mod: 'readonly', ldflags };
    },
  };
}

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ContainerRuntimeClient } from 'testcontainers';
import { ensureGo } from '../setup/go.ts';
import { buildGoProgram, describeGoProgress } from '../setup/go-build.ts';
import { saySlowly } from '../setup/say-slowly.ts';
import { type Say, SetupError } from '../setup/setup-error.ts';
import { collectorRecipe } from './collector.ts';
import { type Images, readImages } from './compose-images.ts';
import { jaegerRecipe } from './jaeger.ts';
import { pullImage } from './pull.ts';
import { type Recipe, recipeHash } from './recipe.ts';

type Dockerode = ContainerRuntimeClient['container']['dockerode'];

/** On images built here: the hash of what they were built from. Official images do not carry it. */
const inputsLabel = 'dev.spanlab.inputs';

/** What there is under a name: nothing, somebody's image, or ours by the hash of its inputs. */
async function imageLabels(docker: Dockerode, image: string): Promise<Record<string, string> | undefined> {
  try {
    return (await docker.getImage(image).inspect()).Config.Labels ?? {};
  } catch (error) {
    if (error instanceof Error && /no such image/iu.test(error.message)) return undefined;
    throw error;
  }
}

/** Puts the binary into `<cache>/images/<name>-<hash>/`, unless it is there. Returns that folder. */
async function buildContext(
  recipe: Recipe,
  options: { architecture: string; hash: string; cache: string; say: Say },
): Promise<string> {
  const { architecture, hash, cache, say } = options;
  const images = join(cache, 'images');
  const context = join(images, `${recipe.name}-${hash}`);
  if (existsSync(context)) return context;

  const { command: go } = await ensureGo(cache, say);
  const kitchen = join(images, `${recipe.name}.building`);
  const plate = join(kitchen, 'context');
  rmSync(kitchen, { recursive: true, force: true });
  mkdirSync(plate, { recursive: true });
  const program = await recipe.prepare({ go, folder: kitchen, say });
  const output = join(plate, 'program');
  using speech = saySlowly(say);
  await buildGoProgram(program, {
    go,
    os: 'linux',
    architecture,
    output,
    name: recipe.name,
    onProgress: (progress) => speech.update(`${recipe.name}: ${describeGoProgress(progress)}`),
  });
  writeFileSync(join(plate, 'Dockerfile'), ['FROM scratch', ...recipe.dockerfile, ''].join('\n'));

  for (const old of readdirSync(images).filter((folder) => folder.startsWith(`${recipe.name}-`))) {
    rmSync(join(images, old), { recursive: true });
  }
  renameSync(plate, context);
  rmSync(kitchen, { recursive: true });
  return context;
}

/** Builds an image of the official name. Throws `SetupError` with Docker's own words. */
async function buildImage(docker: Dockerode, recipe: Recipe, context: string, hash: string): Promise<void> {
  const stream = await docker.buildImage(
    { context, src: ['Dockerfile', 'program'] },
    { t: recipe.image, labels: { [inputsLabel]: hash } },
  );
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error) =>
      error ? reject(new SetupError(`${recipe.image} could not be built: ${error.message}`)) : resolve(),
    );
  });
}

/** Makes one image available: as it is, pulled, or built from Go modules. */
async function ensureImage(
  recipe: Recipe,
  options: { docker: Dockerode; architecture: string; cache: string; say: Say },
) {
  const { docker, architecture, cache, say } = options;
  const hash = recipeHash(recipe, architecture);
  const labels = await imageLabels(docker, recipe.image);
  const builtFrom = labels?.[inputsLabel];
  if (labels !== undefined && (builtFrom === undefined || builtFrom === hash)) return;

  // An image built here from other inputs means that it could not be pulled; it still cannot.
  if (labels === undefined) {
    say(`${recipe.image} is not here; pulling it`);
    const pull = await pullImage(docker, recipe.image);
    if (pull.pulled) return;
    say(`it cannot be pulled (${pull.reason}); building it from its Go modules instead`);
  }
  const startedAt = performance.now();
  const context = await buildContext(recipe, { architecture, hash, cache, say });
  await buildImage(docker, recipe, context, hash);
  say(`${recipe.image} built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * Makes the pinned Jaeger and Collector images available under their official names.
 * @param cache a folder that is kept between runs
 */
export async function ensureImages(
  { container, info }: ContainerRuntimeClient,
  cache: string,
  say: Say,
): Promise<Images> {
  const images = readImages();
  const manifestFile = new URL('../../sandbox/collector/builder-config.yaml', import.meta.url);
  const recipes = [
    jaegerRecipe(images.jaeger),
    collectorRecipe(images.collector, readFileSync(manifestFile, 'utf8')),
  ];
  const { architecture } = info.containerRuntime;
  const goArchitecture = { x86_64: 'amd64', aarch64: 'arm64' }[architecture] ?? architecture;
  for (const recipe of recipes) {
    await ensureImage(recipe, { docker: container.dockerode, architecture: goArchitecture, cache, say });
  }
  return images;
}

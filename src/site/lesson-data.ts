import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';

// Interim reader until src/lesson.ts lands.
export interface PageExercise {
  id: string;
  title: string;
  checks: string[];
  variants: { id: string; title: string }[];
  services: { name: string; entry: string }[];
  backend: string;
  solution: Record<string, string>;
}

async function texts(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder).catch(() => []);
  return Object.fromEntries(
    await Promise.all(names.sort().map(async (n) => [n, await readFile(join(folder, n), 'utf8')] as const)),
  );
}

async function yamlOf(path: string) {
  return parse(await readFile(path, 'utf8').catch(() => '')) ?? undefined;
}

export async function readExercises(page: string): Promise<PageExercise[]> {
  const folder = dirname(page);
  const more = await readdir(join(folder, 'more')).catch(() => []);
  const lab = await yamlOf(join(folder, 'lab.yaml'));
  return Promise.all(
    ['', ...more.map((name) => `more/${name}`)].map(async (path) => {
      const own = join(folder, path);
      const expect = await yamlOf(join(own, 'expect.yaml'));
      const variants = await readdir(join(own, 'variants')).catch(() => []);
      const ownLab = (await yamlOf(join(own, 'lab.yaml'))) ?? lab;
      return {
        id: path === '' ? 'main' : basename(path),
        title: (await yamlOf(join(own, 'exercise.yaml')))?.title ?? '',
        checks: (expect?.checks ?? []).map((each: { check: string }) => each.check),
        variants: await Promise.all(
          variants.map(async (id) => ({
            id,
            title: (await yamlOf(join(own, 'variants', id, 'variant.yaml')))?.title ?? id,
          })),
        ),
        services: ownLab?.services ?? [],
        backend: ownLab?.backend ?? 'none',
        solution: await texts(join(own, 'solution')),
      };
    }),
  );
}

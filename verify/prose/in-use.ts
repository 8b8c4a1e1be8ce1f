/** What is in use: images and ports of compose files, versions of a lockfile. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';

export interface InUse {
  /** Tags by image, without its registry if it is Docker Hub's: `jaegertracing/jaeger` → `2.13.0`. */
  images: ReadonlyMap<string, readonly string[]>;
  /** Versions by package, wherever it is installed. */
  packages: ReadonlyMap<string, readonly string[]>;
  /** Packages the project itself asks for. */
  direct: ReadonlySet<string>;
  /** Ports of this machine that compose files open. */
  ports: ReadonlySet<number>;
  /** Where it says so, as a report names it. */
  compose: readonly string[];
  lockfile?: string;
}

const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/**
 * Read what the configuration names, or what lies where such files lie: in `cwd`, `deploy` and `docker`; the lockfile
 * of npm in `cwd` or above. A named file that cannot be read is an error; others are as if they were not there.
 *
 * @throws Error with what cannot be read
 */
export async function readInUse(
  { compose, lockfile }: { compose?: readonly string[] | undefined; lockfile?: string | undefined },
  cwd: string,
): Promise<InUse> {
  const files =
    compose?.map((file) => resolve(cwd, file)) ??
    ['.', 'deploy', 'docker']
      .flatMap((folder) => composeNames.map((name) => join(cwd, folder, name)))
      .filter(existsSync);
  const images = new Map<string, string[]>();
  const ports = new Set<number>();
  for (const file of files) readCompose(await readFile(file, 'utf8'), images, ports);
  const lock = lockfile === undefined ? nearest('package-lock.json', cwd) : resolve(cwd, lockfile);
  const { packages, direct } = lock === undefined ? none : readLockfile(await readFile(lock, 'utf8'));
  const name = (file: string) => relative(cwd, file).replaceAll('\\', '/');
  return { images, ports, packages, direct, compose: files.map(name), ...(lock && { lockfile: name(lock) }) };
}

const none = { packages: new Map<string, string[]>(), direct: new Set<string>() };

function readCompose(text: string, images: Map<string, string[]>, ports: Set<number>): void {
  const { services } = (parse(text, { merge: true }) ?? {}) as { services?: Record<string, unknown> };
  for (const service of Object.values(services ?? {})) {
    const { image, ports: opened } = (service ?? {}) as { image?: unknown; ports?: unknown };
    const [, name, tag] =
      typeof image === 'string'
        ? (/^(?:docker\.io\/)?([^:@]+(?::\d+\/[^:@]+)?):([\w.-]+)/u.exec(image) ?? [])
        : [];
    // `${VERSION}` is known to the shell that runs compose.
    if (name !== undefined && tag !== undefined) images.set(name, [...(images.get(name) ?? []), tag]);
    for (const each of Array.isArray(opened) ? opened : [])
      for (const port of hostPorts(each)) ports.add(port);
  }
}

/** `127.0.0.1:4317:4317/tcp`, `8000-8010:80-90`, `{ published: 4317 }`. */
function hostPorts(port: unknown): number[] {
  const published =
    typeof port === 'object' && port !== null && 'published' in port
      ? String(port.published)
      : String(port)
          .replace(/\/\w+$/u, '')
          .split(':')
          .at(-2);
  const [, first, last = first] = /^(\d+)(?:-(\d+))?$/u.exec(published ?? '') ?? [];
  if (first === undefined) return [];
  return Array.from(
    { length: Math.min(Number(last) - Number(first) + 1, 1000) },
    (_, i) => Number(first) + i,
  );
}

interface Lock {
  packages?: Record<
    string,
    { version?: string; name?: string; dependencies?: object; devDependencies?: object }
  >;
}

function readLockfile(text: string): { packages: Map<string, string[]>; direct: Set<string> } {
  const packages = new Map<string, string[]>();
  const direct = new Set<string>();
  for (const [path, { version, name, ...asked }] of Object.entries(
    (JSON.parse(text) as Lock).packages ?? {},
  )) {
    const own = name ?? path.split('node_modules/').at(-1) ?? '';
    if (version !== undefined && own !== '') packages.set(own, [...(packages.get(own) ?? []), version]);
    if (path.includes('node_modules/')) continue;
    for (const each of Object.keys({ ...asked.dependencies, ...asked.devDependencies })) direct.add(each);
  }
  return { packages, direct };
}

function nearest(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

/**
 * Writes `verify/data/schemas/`: the schemas of Compose and of Kubernetes, out of the Go modules that carry them.
 * Run it to take newer ones: `node tools/build-schemas.ts`, after changing the versions here. Needs Go on PATH.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const modules = {
  compose: { path: 'github.com/compose-spec/compose-go/v2', version: 'v2.16.2' },
  kubernetes: { path: 'k8s.io/kubernetes', version: 'v1.36.3' },
} as const;

const into = fileURLToPath(new URL('../verify/data/schemas/', import.meta.url));

/** The folder a Go module lies in, downloaded unless it is there; Go itself checks it against its checksums. */
function moduleFolder({ path, version }: { path: string; version: string }): string {
  const cwd = mkdtempSync(join(tmpdir(), 'spanlab-schemas-'));
  try {
    const args = ['mod', 'download', '-json', `${path}@${version}`];
    const said = execFileSync('go', args, { cwd, env: { ...process.env, GOFLAGS: '-mod=mod' } });
    return z.object({ Dir: z.string() }).parse(JSON.parse(said.toString())).Dir;
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Without what only people read, and without defaults. */
function stripped(value: unknown, areNames = false): unknown {
  if (Array.isArray(value)) return value.map((each) => stripped(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => areNames || !(unneeded.has(key) || key.startsWith('x-kubernetes-')))
      .map(([key, inside]) => [key, stripped(inside, namesBelow.has(key) && !areNames)]),
  );
}

const unneeded = new Set(['description', 'default', 'title', 'deprecated', '$id', '$schema']);
const namesBelow = new Set(['properties', 'patternProperties', '$defs', 'definitions']);

function write(name: keyof typeof modules, schema: Readonly<Record<string, unknown>>): void {
  // As a string: parsed far sooner than as a literal, and the compiler need not look inside.
  const text = JSON.stringify(schema).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  const { path, version } = modules[name];
  const about = `// Made by tools/build-schemas.ts from ${path} ${version}, Apache-2.0.\n`;
  writeFileSync(join(into, `${name}.ts`), `${about}export const ${name}Json: string =\n  '${text}';\n`);
}

const compose = readFileSync(join(moduleFolder(modules.compose), 'schema/compose-spec.json'), 'utf8');
write('compose', { version: modules.compose.version, schema: stripped(JSON.parse(compose)) });

const openapi = readFileSync(join(moduleFolder(modules.kubernetes), 'api/openapi-spec/swagger.json'), 'utf8');
const kindsKey = 'x-kubernetes-group-version-kind';
const { definitions } = z
  .object({
    definitions: z.record(
      z.string(),
      z.looseObject({
        [kindsKey]: z
          .array(z.object({ group: z.string(), version: z.string(), kind: z.string() }))
          .optional(),
      }),
    ),
  })
  .parse(JSON.parse(openapi));
const kinds = Object.entries(definitions).flatMap(([name, definition]) => {
  const found = definition[kindsKey];
  // Those with many are what watching and deleting answer, not what anybody writes.
  return found?.length === 1
    ? found.map(
        ({ group, version, kind }) => [`${group === '' ? '' : `${group}/`}${version}/${kind}`, name] as const,
      )
    : [];
});
write('kubernetes', {
  version: modules.kubernetes.version,
  kinds: Object.fromEntries(kinds),
  definitions: stripped(definitions, true),
});

/** Other tools that check documentation, installed when they are first needed. */
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMeasured } from './run-measured.ts';

const folder = join(process.cwd(), '.cache/bench-peers');

/** The version measured against, pinned. */
const versions = { deno: '2.9.6', 'literate-ts': '2.5.0' } as const;
/** What a peer needs to work at all: TypeScript 7 has no API for it. */
const beside: Partial<Record<PeerName, Record<string, string>>> = { 'literate-ts': { typescript: '5.9.3' } };
export type PeerName = keyof typeof versions;

/** Path of the peer's command, or why there is none. */
export async function peerCommand(
  name: PeerName,
): Promise<{ command: string; label: string } | { why: string }> {
  const version = versions[name];
  const place = join(folder, name);
  const command = join(place, 'node_modules/.bin', name);
  const label = `${name} ${version}`;
  if (await exists(command)) return { command, label };
  await mkdir(place, { recursive: true });
  await writeFile(
    join(place, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [name]: version, ...beside[name] } }),
  );
  const { code, output } = await runMeasured('npm', ['install', '--no-audit', '--no-fund'], { cwd: place });
  if (code === 0 && (await exists(command))) return { command, label };
  return { why: `${label} cannot be installed: ${output.trim().split('\n').at(-1) ?? ''}` };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

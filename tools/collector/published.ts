/** What the build has put into the site's public folder, and what says so: `collector.json` and a stamp. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type CollectorAssets, collectorAssetsSchema } from '../../sandbox/schemas/collector.ts';
import { publicFolder, workshopFolder } from './places.ts';

export type ReadyCollector = Extract<CollectorAssets, { state: 'ready' }>;

/** `collector.json`. */
export const stateFile = join(publicFolder, 'collector.json');
const stampFile = join(workshopFolder, 'stamp.json');

const stampSchema = z.object({
  /** Of the ready Collector. */
  hash: z.string(),
  /** `hashSources()` of what it was built from. */
  sources: z.string(),
  /** The Go that built it: `go1.26.8`. */
  go: z.string(),
  /** SHA-256 of the WebAssembly program. */
  sha256: z.string(),
  /** It has been packed once more, tighter. */
  tight: z.boolean().optional(),
});
export type Stamp = z.infer<typeof stampSchema>;

/** A build that has ended and is not public yet. */
export interface Finished {
  ready: ReadyCollector;
  stamp: Stamp;
  /** Public file name → where it is now. */
  drafts: Record<string, string>;
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Of another version of this project: as good as none.
    return undefined;
  }
}

/** Readers see the old file or the new one. The draft is made where nobody serves or copies files from. */
async function writeWhole(file: string, text: string): Promise<void> {
  const draft = join(workshopFolder, `draft-${process.pid}`);
  await mkdir(workshopFolder, { recursive: true });
  await mkdir(publicFolder, { recursive: true });
  await writeFile(draft, text);
  await rename(draft, file);
}

/** What `collector.json` says now; `undefined` before the first build. */
export function readState(): Promise<CollectorAssets | undefined> {
  return readJson(stateFile, collectorAssetsSchema);
}

/** Tells pages and programs how things stand. */
export function writeState(state: CollectorAssets): Promise<void> {
  return writeWhole(stateFile, `${JSON.stringify(state)}\n`);
}

/** What the files there were built from, if they are all there. */
export async function readStamp(): Promise<{ ready: ReadyCollector; stamp: Stamp } | undefined> {
  const [state, stamp] = await Promise.all([readState(), readJson(stampFile, stampSchema)]);
  if (state?.state !== 'ready' || stamp?.hash !== state.hash) return undefined;
  return filesOf(state).every((file) => existsSync(join(publicFolder, file)))
    ? { ready: state, stamp }
    : undefined;
}

function filesOf({ brotli, gzip, exec, schema }: ReadyCollector): string[] {
  return [brotli.file, gzip.file, exec, schema];
}

/** Puts a smaller file in the place of the brotli one. */
export async function publishTighter(
  { ready, stamp }: { ready: ReadyCollector; stamp: Stamp },
  draft: string,
  bytes: number,
): Promise<ReadyCollector> {
  const tighter = { ...ready, brotli: { ...ready.brotli, bytes } };
  await rename(draft, join(publicFolder, ready.brotli.file));
  await writeState(tighter);
  await writeWhole(stampFile, JSON.stringify({ ...stamp, tight: true } satisfies Stamp));
  return tighter;
}

/** Moves finished files into the public folder, says that they are ready, and takes away older ones. */
export async function publish({ ready, stamp, drafts }: Finished): Promise<void> {
  await mkdir(publicFolder, { recursive: true });
  for (const [file, draft] of Object.entries(drafts)) await rename(draft, join(publicFolder, file));
  await writeWhole(stampFile, JSON.stringify(stamp));
  await writeState(ready);
  const current = new Set([...filesOf(ready), 'collector.json']);
  for (const file of await readdir(publicFolder)) {
    if (file.startsWith('collector') && !current.has(file))
      await rm(join(publicFolder, file), { force: true });
  }
}

/** SHA-256 in hex. */
export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

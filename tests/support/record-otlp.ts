import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lesson, loadLesson } from '../../src/lesson.ts';
import { buildLabAssets } from '../../tools/build-lab-assets.ts';
import { cacheFolder } from '../../tools/setup/cache-folder.ts';
import { root } from '../../tools/test/suite.ts';
import { inLabPage } from './lab-page.ts';
import type { RecordedExport, Recording } from './recorder/main.ts';

interface Recorded {
  /** Of everything that decides what is exported: the lesson, the sandbox, the vendor modules. */
  fingerprint: string;
  exports: RecordedExport[];
}

function fingerprintOf(lesson: Lesson, assets: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify([lesson.exercises.main, assets]));
  const sandbox = join(root, 'sandbox');
  const sources = readdirSync(sandbox, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|json)$/u.test(file) && !file.includes('node_modules'))
    .sort();
  for (const file of sources) hash.update(file).update(readFileSync(join(sandbox, file)));
  return hash.digest('hex');
}

/** Runs the lesson's solution in Chromium, in a page with nothing but the lab. */
function record(lesson: Lesson): Promise<Recording> {
  const { lab, files, solution } = lesson.exercises.main;
  return inLabPage({}, (tab) =>
    tab.evaluate((run) => window.record(run), { lab, files: { ...files, ...solution } }),
  );
}

/**
 * What a lesson's solution exported in Chromium: the raw OTLP requests. Kept in `.cache/recorded/`, and
 * recorded anew when the lesson or anything it runs on has changed.
 * @param folder from `content/`, such as `1-grocery-store/07-into-jaeger`
 */
export async function recordedOtlp(folder: string): Promise<RecordedExport[]> {
  const lesson = await loadLesson(join(root, 'content', folder));
  const fingerprint = fingerprintOf(lesson, await buildLabAssets());
  const file = join(cacheFolder, `recorded/lesson-${lesson.frontmatter.lesson.number}.otlp.json`);
  try {
    const kept: Recorded = JSON.parse(readFileSync(file, 'utf8'));
    if (kept.fingerprint === fingerprint) return kept.exports;
  } catch {
    // Not there, or not readable: record it.
  }
  const { exports, exit } = await record(lesson);
  if (exports.length === 0) throw new Error(`${folder}: the solution exported nothing. ${exit}`);
  mkdirSync(join(cacheFolder, 'recorded'), { recursive: true });
  writeFileSync(file, JSON.stringify({ fingerprint, exports } satisfies Recorded, null, 2));
  return exports;
}

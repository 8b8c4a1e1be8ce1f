/** Everything of a session that is known before anything runs. */
import type { LessonExample, ReadDocument } from '../model/example.ts';
import { type DocumentCache, noDocumentCache } from './document-cache.ts';
import { readAll } from './documents.ts';
import { localImports } from './local-imports.ts';
import { nothingFits, nothingToDo, plan, type Step } from './plan.ts';
import type { Settings } from './settings.ts';

export interface PlannedSession {
  documents: readonly ReadDocument[];
  lessons: readonly LessonExample[];
  steps: readonly Step[];
  /** Why the answer will be incomplete. More may be added while it runs. */
  problems: string[];
}

/** Finds and reads the documents, and plans what is to be done with them. */
export async function planSession(
  settings: Settings,
  date: Date,
  cache: DocumentCache = noDocumentCache,
): Promise<PlannedSession> {
  const problems: string[] = [];
  const { documents, lessons } = await readAll(settings, cache, problems);
  const sources = [...documents, { examples: lessons }];
  const asked = { ...settings, today: dayOf(date), importedBy: localImports };
  const steps = plan(sources, asked);
  const nothing = steps.length === 0 && problems.length === 0 && nothingToDo(documents, sources, asked);
  const unfit = problems.length === 0 && settings.shard === undefined && nothingFits(steps);
  for (const problem of [nothing, unfit]) if (typeof problem === 'string') problems.push(problem);
  return { documents, lessons, steps, problems };
}

/** `2026-12-31`, where the machine is: the day its people mean. */
function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

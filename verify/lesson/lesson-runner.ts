/** Verifies lessons in each setting. What a setting needs is opened when it is first asked for. */
import { relative } from 'node:path';
import type { Exercise, Lesson } from '../../src/lesson.ts';
import type { LessonExample } from '../model/example.ts';
import type { Finding } from '../model/finding.ts';
import type { Held, Outcome } from '../model/outcome.ts';
import { CannotRun } from '../model/run.ts';
import { checkLesson, type ReadLesson } from './check-lesson.ts';
import { type ChromiumLab, openChromiumLab } from './chromium-lab.ts';
import { type LabContainers, openLabContainers } from './lab-containers.ts';
import type { LabRequest } from './lab-run.ts';
import { LessonFault } from './lesson-fault.ts';
import type { Shown } from './lesson-findings.ts';
import type { LessonRunner, LessonRunnerOptions, LessonSetting } from './open-lesson-runner.ts';
import type { Before } from './page/serve-page.ts';
import type { ExerciseState } from './states.ts';
import { type Verdict, verifyInLab } from './verify-in-chromium.ts';
import { verifyInNode } from './verify-in-node.ts';

export function createLessonRunner({ cwd, jobs, say = () => undefined }: LessonRunnerOptions): LessonRunner {
  const read = new Map<string, Promise<ReadLesson>>();
  let chromium: Promise<ChromiumLab> | undefined;
  let containers: Promise<LabContainers> | undefined;
  let leadToContainers: Before = () => false;

  const shownIn =
    (folder: string): Shown =>
    (path) =>
      relative(cwd, `${folder}/${path}`).replaceAll('\\', '/');
  const reading = ({ folder }: LessonExample): Promise<ReadLesson> => {
    const known = read.get(folder) ?? checkLesson(folder, shownIn(folder));
    read.set(folder, known);
    return known;
  };
  const openChromium = (): Promise<ChromiumLab> => {
    chromium ??= openChromiumLab((request, response) => leadToContainers(request, response));
    return chromium;
  };
  const openContainers = async (): Promise<LabContainers> => {
    containers ??= openLabContainers(say);
    const opened = await containers;
    leadToContainers = opened.before;
    return opened;
  };

  const inSetting = async (
    { folder }: LessonExample,
    loaded: Lesson,
    exercise: Exercise,
    setting: LessonSetting,
    signal: AbortSignal,
  ): Promise<Verdict | { skipped: string }> => {
    const shown = shownIn(folder);
    if (setting.runtime === 'chromium') {
      const lab = await openChromium();
      const run = (request: LabRequest) => lab.run(request, signal);
      if (setting.backend === 'embedded') {
        return verifyInLab(exercise, { folder, shown, where: 'in Chromium', run });
      }
      const { open } = await openContainers();
      return verifyInLab(exercise, {
        ...{ folder, shown, where: 'in Chromium with containers', run },
        openPlace: (state) => open(lab.origin, collectorOf(state)),
      });
    }
    if (exercise.id !== 'main' || Object.keys(loaded.takeHome).length === 0) {
      return { skipped: 'It has no project of its own for Node: it is held in Chromium.' };
    }
    if (setting.backend === 'containers') await openContainers();
    return verifyInNode(loaded, { folder, shown, backend: setting.backend, signal });
  };

  return {
    widthOf: ({ runtime }) => (runtime === 'node' ? 1 : jobs),
    async check(lesson) {
      const startedAt = performance.now();
      const { findings } = await reading(lesson);
      return outcome(lesson, lesson.id, lesson.title, { findings, held: ['schema', 'types'], startedAt });
    },
    async verify(lesson, setting, signal) {
      const { lesson: loaded } = await reading(lesson);
      const outcomes: Outcome[] = [];
      if (loaded === undefined) return outcomes;
      for (const exercise of Object.values(loaded.exercises)) {
        const startedAt = performance.now();
        const verdict = await inSetting(lesson, loaded, exercise, setting, signal).catch(
          (problem: unknown) => {
            if (signal.aborted || problem instanceof CannotRun) throw problem;
            return { findings: [notVerified(problem, lesson, shownIn(lesson.folder))], notes: [] };
          },
        );
        const facts =
          'skipped' in verdict
            ? { findings: [], held: [], note: verdict.skipped, isSkipped: true }
            : {
                findings: verdict.findings,
                held: heldBy(exercise),
                note: verdict.notes.join(' '),
                ...('results' in verdict && { results: verdict.results }),
              };
        const made = outcome(lesson, `${lesson.id}#${exercise.id}`, exercise.title, { ...facts, startedAt });
        outcomes.push({ ...made, ...setting });
      }
      return outcomes;
    },
    async dispose() {
      for (const opened of [chromium, containers]) await (await opened?.catch(() => undefined))?.dispose();
    },
  };
}

function collectorOf({ lab, files }: ExerciseState) {
  const { collector } = lab;
  return collector && { config: files[collector.config] ?? '', env: collector.env };
}

function notVerified(problem: unknown, { at }: LessonExample, shown: Shown): Finding {
  if (problem instanceof LessonFault) {
    const { rule, message, file } = problem;
    return { rule, message, at: { file: shown(file), line: 1, column: 1 } };
  }
  const said = problem instanceof Error ? problem.message : String(problem);
  return { rule: 'lesson', message: `The lesson could not be verified: ${said}`, at };
}

interface Facts {
  findings: readonly Finding[];
  held: readonly Held[];
  startedAt: number;
  note?: string;
  isSkipped?: boolean;
  results?: Readonly<Record<string, string>>;
}

function outcome({ at }: LessonExample, id: string, title: string, facts: Facts): Outcome {
  const { findings, held, startedAt, note = '', isSkipped = false, results = {} } = facts;
  return {
    id,
    title,
    at,
    kind: 'lesson',
    status: isSkipped ? 'skipped' : findings.length === 0 ? 'holds' : 'falls-short',
    ...(note !== '' && { note }),
    cached: false,
    durationMs: performance.now() - startedAt,
    findings,
    held,
    results,
    edits: [],
  };
}

function heldBy({ expectation }: Exercise): Held[] {
  const prints = expectation.checks.some(({ stdout }) => stdout !== undefined);
  return ['run', 'spans', ...(prints ? (['output'] as const) : [])];
}

/**
 * What a learner has made of a lesson: their files, where they are, and the way back.
 * Pure: every function returns a new session. `session-storage.ts` keeps it.
 */
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { ExerciseData, LessonData, VariantData } from './lesson-data.ts';

/** How many steps back Undo keeps for each exercise. */
const undoLimit = 20;

export interface EditedFile {
  readonly text: string;
  /** The lesson's text the edit started from: tells later whether the lesson has changed under it. */
  readonly base: string;
}

export interface UndoStep {
  /** What is undone, for the button: "Reset", "Solution", "Variant “Two traces”". */
  readonly label: string;
  readonly edits: Readonly<Record<string, EditedFile>>;
  readonly variant: string | undefined;
}

export interface ExerciseSession {
  /** Files that differ from the starting files. */
  readonly edits: Readonly<Record<string, EditedFile>>;
  /** The variant that was loaded last, until Reset or Solution. */
  readonly variant: string | undefined;
  readonly undo: readonly UndoStep[];
  /** Steps that were undone, the latest last. */
  readonly redo: readonly UndoStep[];
  /** All checks were met at least once. */
  readonly done: boolean;
}

export interface Session {
  readonly exercise: string;
  readonly openFile: Readonly<Record<string, string>>;
  readonly exercises: Readonly<Record<string, ExerciseSession>>;
}

const untouched: ExerciseSession = { edits: {}, variant: undefined, undo: [], redo: [], done: false };

/** A first visit. */
export function newSession(): Session {
  return { exercise: 'main', openFile: {}, exercises: {} };
}

/** The exercise the learner is in; the main one when theirs is gone from the lesson. */
export function currentExercise(lesson: LessonData, session: Session): ExerciseData {
  const { exercises } = lesson;
  const kept = Object.hasOwn(exercises, session.exercise) ? exercises[session.exercise] : undefined;
  return kept ?? exercises.main;
}

/** The variant that is loaded in an exercise, if there is one. */
export function currentVariant(exercise: ExerciseData, session: Session): VariantData | undefined {
  const { variant } = exerciseSession(session, exercise);
  return variant === undefined ? undefined : exercise.variants.find(({ id }) => id === variant);
}

/** The learner's part of an exercise. */
export function exerciseSession(session: Session, exercise: ExerciseData): ExerciseSession {
  return session.exercises[exercise.id] ?? untouched;
}

/** The files as the learner sees them: the starting files with their edits over them. */
export function currentFiles(exercise: ExerciseData, session: Session): FileSet {
  const { edits } = exerciseSession(session, exercise);
  return {
    ...exercise.files,
    ...Object.fromEntries(Object.entries(edits).map(([file, { text }]) => [file, text])),
  };
}

/**
 * The file in the editor: the learner's choice, the Collector's configuration where that is what is to be changed, or the
 * program that starts last, which is the client's.
 */
export function openFileOf(exercise: ExerciseData, session: Session): string {
  const files = currentFiles(exercise, session);
  const chosen = session.openFile[exercise.id];
  if (chosen !== undefined && Object.hasOwn(files, chosen)) return chosen;
  const config = exercise.lab.collector?.config;
  const solved = Object.keys(exercise.solution);
  if (
    config !== undefined &&
    Object.hasOwn(files, config) &&
    (solved.length === 0 || solved.includes(config))
  )
    return config;
  const last = exercise.lab.services.at(-1)?.entry;
  return last !== undefined && last in files ? last : (Object.keys(files)[0] ?? '');
}

function withExercise(
  session: Session,
  id: string,
  change: (before: ExerciseSession) => ExerciseSession,
): Session {
  const before = session.exercises[id] ?? untouched;
  return { ...session, exercises: { ...session.exercises, [id]: change(before) } };
}

/** Edits that turn the starting files into `files`. */
function editsTowards(exercise: ExerciseData, files: FileSet): Record<string, EditedFile> {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([file, text]) => exercise.files[file] !== text)
      .map(([file, text]) => [file, { text, base: exercise.files[file] ?? '' }]),
  );
}

/** The learner typed. Typing a file back to its start removes the edit. */
export function editFile(session: Session, exercise: ExerciseData, file: string, text: string): Session {
  return withExercise(session, exercise.id, (before) => {
    const { [file]: earlier, ...others } = before.edits;
    if (exercise.files[file] === text) return { ...before, edits: others };
    const base = earlier?.base ?? exercise.files[file] ?? '';
    return { ...before, edits: { ...others, [file]: { text, base } } };
  });
}

function stepOf({ edits, variant }: ExerciseSession, label: string): UndoStep {
  return { label, edits, variant };
}

function replaceAll(
  session: Session,
  exercise: ExerciseData,
  label: string,
  edits: ExerciseSession['edits'],
  variant: string | undefined,
): Session {
  return withExercise(session, exercise.id, (before) => ({
    ...before,
    edits,
    variant,
    undo: [...before.undo, stepOf(before, label)].slice(-undoLimit),
    redo: [],
  }));
}

/** Back to the starting files; can be undone. */
export function resetFiles(session: Session, exercise: ExerciseData): Session {
  return replaceAll(session, exercise, 'Reset', {}, undefined);
}

/** The starting files with the solution's over them. */
export function solutionFiles(exercise: ExerciseData): FileSet {
  return { ...exercise.files, ...exercise.solution };
}

/** Take the solution's files; can be undone. */
export function applySolution(session: Session, exercise: ExerciseData): Session {
  return replaceAll(
    session,
    exercise,
    'Solution',
    editsTowards(exercise, solutionFiles(exercise)),
    undefined,
  );
}

/** The whole file set of a variant: its files over the solution, or over the start where it says so. */
export function variantFiles(exercise: ExerciseData, variant: VariantData): FileSet {
  return { ...(variant.base === 'start' ? exercise.files : solutionFiles(exercise)), ...variant.files };
}

/** Load a “break it”; can be undone. */
export function loadVariant(session: Session, exercise: ExerciseData, variant: VariantData): Session {
  const edits = editsTowards(exercise, variantFiles(exercise, variant));
  return replaceAll(session, exercise, `“${variant.title}”`, edits, variant.id);
}

/** Take back the last Reset, Solution or variant. What was typed since can be had again by `redo`. */
export function undo(session: Session, exercise: ExerciseData): Session {
  return withExercise(session, exercise.id, (before) => {
    const step = before.undo.at(-1);
    if (!step) return before;
    const redo = [...before.redo, stepOf(before, step.label)];
    return { ...before, edits: step.edits, variant: step.variant, undo: before.undo.slice(0, -1), redo };
  });
}

/** Do again what was undone last. */
export function redo(session: Session, exercise: ExerciseData): Session {
  return withExercise(session, exercise.id, (before) => {
    const step = before.redo.at(-1);
    if (!step) return before;
    const undoSteps = [...before.undo, stepOf(before, step.label)].slice(-undoLimit);
    return {
      ...before,
      edits: step.edits,
      variant: step.variant,
      undo: undoSteps,
      redo: before.redo.slice(0, -1),
    };
  });
}

/** Remember that every check was met. */
export function markDone(session: Session, exercise: ExerciseData): Session {
  return withExercise(session, exercise.id, (before) => (before.done ? before : { ...before, done: true }));
}

/** Put a file into the editor. */
export function openFile(session: Session, exercise: ExerciseData, file: string): Session {
  return { ...session, openFile: { ...session.openFile, [exercise.id]: file } };
}

/** Go to another exercise of the lesson. */
export function switchExercise(session: Session, id: string): Session {
  return { ...session, exercise: id };
}

/** Files the learner edited whose starting text the lesson has changed since. */
export function changedUnderEdits(session: Session, exercise: ExerciseData): string[] {
  return Object.entries(exerciseSession(session, exercise).edits)
    .filter(([file, { base }]) => file in exercise.files && exercise.files[file] !== base)
    .map(([file]) => file);
}

/** The learner has seen what changed and keeps theirs: measure from the lesson's new text on. */
export function acceptChangedLesson(session: Session, exercise: ExerciseData): Session {
  return withExercise(session, exercise.id, (before) => ({
    ...before,
    edits: Object.fromEntries(
      Object.entries(before.edits).map(([file, { text, base }]) => [
        file,
        { text, base: exercise.files[file] ?? base },
      ]),
    ),
  }));
}

/** Take the lesson's new text for the files that changed under the learner's edits; can be undone. */
export function takeChangedLesson(session: Session, exercise: ExerciseData): Session {
  const changed = new Set(changedUnderEdits(session, exercise));
  const { edits, variant } = exerciseSession(session, exercise);
  const kept = Object.fromEntries(Object.entries(edits).filter(([file]) => !changed.has(file)));
  return replaceAll(session, exercise, 'Lesson’s new version', kept, variant);
}

/** Whether two sessions hold the same edits and variants, wherever the learner is in them. */
export function sameWork(a: Session, b: Session): boolean {
  const work = ({ exercises }: Session) =>
    Object.entries(exercises)
      .flatMap(([id, { edits, variant }]) => [
        ...(variant === undefined ? [] : [[id, variant]]),
        ...Object.entries(edits).map(([file, { text, base }]) => [id, file, text, base]),
      ])
      .map((each) => JSON.stringify(each))
      .sort()
      .join();
  return work(a) === work(b);
}

/** What another tab made of the lesson. The learner stays where they are, and what was done stays done. */
export function withWorkOf(session: Session, theirs: Session): Session {
  const ids = new Set([...Object.keys(session.exercises), ...Object.keys(theirs.exercises)]);
  const exercises = [...ids].map((id): [string, ExerciseSession] => {
    const other = theirs.exercises[id] ?? untouched;
    return [id, { ...other, done: other.done || (session.exercises[id]?.done ?? false) }];
  });
  return { ...session, exercises: Object.fromEntries(exercises) };
}

/** Take what another tab made of the lesson; can be undone in each exercise. */
export function takeOtherTab(session: Session, theirs: Session): Session {
  const taken = withWorkOf(session, theirs);
  const exercises = Object.entries(taken.exercises).map(([id, other]): [string, ExerciseSession] => {
    const step = stepOf(session.exercises[id] ?? untouched, 'Other tab’s version');
    return [id, { ...other, undo: [...other.undo, step].slice(-undoLimit), redo: [] }];
  });
  return { ...taken, exercises: Object.fromEntries(exercises) };
}

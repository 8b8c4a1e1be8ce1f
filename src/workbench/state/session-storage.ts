/** Keeps sessions and preferences in the browser. What cannot be read is treated as absent. */
import type { EditedFile, ExerciseSession, Session, UndoStep } from './session.ts';

/** Raise when the stored shape changes; older versions are then ignored. */
const version = 1;

export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/**
 * The page's storage, full or not: what it kept can be read all the same. Where the browser blocks it
 * (private windows, refused cookies), one that holds nothing and takes nothing, so that the learner is told.
 */
export function browserStorage(): TextStorage {
  return orNone(() => localStorage);
}

/** What lasts as long as the tab. */
export function tabStorage(): TextStorage {
  return orNone(() => sessionStorage);
}

function orNone(storage: () => TextStorage): TextStorage {
  try {
    return storage();
  } catch (cause) {
    return {
      getItem: () => null,
      setItem() {
        throw cause;
      },
    };
  }
}

/** The name a lesson's session is kept under. */
export const sessionKey = (slug: string) => `spanlab:lesson:${slug}`;
const preferencesKey = 'spanlab:workbench';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(storage: TextStorage, key: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    return isRecord(value) && value['version'] === version ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Returns whether it could be kept: storage may be full or blocked. */
function write(storage: TextStorage, key: string, value: object): boolean {
  try {
    storage.setItem(key, JSON.stringify({ version, ...value }));
    return true;
  } catch {
    return false;
  }
}

function mapRecord<Value>(
  value: unknown,
  parse: (each: unknown) => Value | undefined,
): Record<string, Value> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const parsed = parse(each);
      return parsed === undefined ? [] : [[key, parsed]];
    }),
  );
}

const parseText = (value: unknown) => (typeof value === 'string' ? value : undefined);

function parseEdit(value: unknown): EditedFile | undefined {
  if (!isRecord(value)) return undefined;
  const { text, base } = value;
  return typeof text === 'string' && typeof base === 'string' ? { text, base } : undefined;
}

function parseSteps(value: unknown): UndoStep[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((step) => ({
    label: parseText(step['label']) ?? 'change',
    edits: mapRecord(step['edits'], parseEdit),
    variant: parseText(step['variant']),
  }));
}

function parseExercise(value: unknown): ExerciseSession | undefined {
  if (!isRecord(value)) return undefined;
  return {
    edits: mapRecord(value['edits'], parseEdit),
    variant: parseText(value['variant']),
    undo: parseSteps(value['undo']),
    redo: parseSteps(value['redo']),
    done: value['done'] === true,
  };
}

/** The learner's session of a lesson, if there is one that can be read. */
export function loadSession(storage: TextStorage, slug: string): Session | undefined {
  const value = read(storage, sessionKey(slug));
  if (!value) return undefined;
  return {
    exercise: parseText(value['exercise']) ?? 'main',
    openFile: mapRecord(value['openFile'], parseText),
    exercises: mapRecord(value['exercises'], parseExercise),
  };
}

/** Keep the session; when the storage is full, once more without the steps back. Returns whether it was kept. */
export function saveSession(storage: TextStorage, slug: string, session: Session): boolean {
  if (write(storage, sessionKey(slug), session)) return true;
  const exercises = Object.fromEntries(
    Object.entries(session.exercises).map(([id, each]) => [id, { ...each, undo: [], redo: [] }]),
  );
  return write(storage, sessionKey(slug), { ...session, exercises });
}

/** How the learner likes the workbench, for all lessons. */
export interface Preferences {
  /** Share of the height the editor takes, 0 to 1. */
  readonly editorShare: number;
  /** Tab writes spaces in the plain editor instead of moving the focus on. */
  readonly tabIndents: boolean;
}

export const defaultPreferences: Preferences = { editorShare: 0.52, tabIndents: false };

/** Preferences as kept, the defaults for what is missing. */
export function loadPreferences(storage: TextStorage): Preferences {
  const value = read(storage, preferencesKey) ?? {};
  const share = value['editorShare'];
  return {
    editorShare:
      typeof share === 'number' && share > 0.1 && share < 0.9 ? share : defaultPreferences.editorShare,
    tabIndents: value['tabIndents'] === true,
  };
}

/** Keep the preferences. */
export function savePreferences(storage: TextStorage, preferences: Preferences): void {
  write(storage, preferencesKey, preferences);
}

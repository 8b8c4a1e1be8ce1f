/**
 * The Collector as the workbench shows it. It is loaded when the lesson has one and somebody shows interest; from then on
 * it follows the configuration in the editor: what it finds valid runs a moment later.
 */
import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import type {
  CollectorHop,
  CollectorLogLine,
  CollectorView,
  ConfigProblem,
} from '../../../sandbox/schemas/collector.ts';
import type { FileSet } from '../../../sandbox/schemas/file-set.ts';
import type { Lab } from '../../../sandbox/schemas/lab.ts';
import type { Diagnostic } from '../../../sandbox/schemas/run-event.ts';
import { heldItems, restartWords } from './collector-words.ts';
import type { LabSession } from './lab-session.ts';

export interface CollectorModelOptions {
  readonly lab: () => Lab;
  readonly files: () => FileSet;
  readonly session: () => Promise<LabSession>;
  /** How long typing must pause before the Collector is asked. */
  readonly pauseMs?: number;
  /** Spans a share link brought; shown until a Collector of this page has spans of its own. */
  readonly brought?: readonly CollectorHop[];
}

const absent: CollectorView = { state: 'absent', problems: [], listeners: [], counts: [] };

export function createCollectorModel({
  lab,
  files,
  session,
  pauseMs = 250,
  brought = [],
}: CollectorModelOptions) {
  const [view, setView] = createSignal<CollectorView>(absent);
  const [wanted, setWanted] = createSignal(false);
  const [checked, setChecked] = createSignal<{ text: string; problems: readonly ConfigProblem[] }>();
  const [note, setNote] = createSignal('');
  const [backendUp, setUp] = createSignal(true);
  let opened: LabSession['collector'] | undefined;
  let stop: (() => void) | undefined;
  /** What was in flight when it was asked to start anew; undefined when nobody is waiting for that. */
  let held: number | undefined;
  let disposed = false;

  /** The file its configuration is in; undefined in a lab without one. */
  const file = createMemo(() => lab().collector?.config);
  const config = createMemo(() => {
    const name = file();
    return name === undefined ? undefined : files()[name];
  });
  /** What is wrong with the text in the editor; while it is being typed, what was last known of it. */
  const problems = createMemo<readonly ConfigProblem[]>(() => {
    const { state, config: tried, problems: found } = view();
    const known = checked();
    if (state === 'failed' && tried !== undefined && tried === config()) return found;
    return known?.problems ?? [];
  });

  async function collector(): Promise<LabSession['collector']> {
    const { collector: found } = await session();
    if (opened !== found && !disposed) {
      stop?.();
      opened = found;
      stop = found.subscribe(hear);
    }
    return found;
  }

  function hear(next: CollectorView): void {
    const before = view();
    setView(next);
    if (next.state === 'failed') held = undefined;
    if (next.state !== 'running' || held === undefined) return;
    // A view of before it was asked says "running" as well: only another start ends the waiting.
    if (before.state === 'running' && isSameStart(before, next)) return;
    setNote(restartWords(next, held));
    held = undefined;
  }

  /** Remember what is in flight, for the sentence that follows. */
  function expectRestart(): void {
    if (view().state === 'running') held = heldItems(view().counts);
  }

  let lastAsked = 0;
  /** What the Collector says of the text; when it has nothing to say, the text runs. */
  async function follow(text: string): Promise<void> {
    lastAsked += 1;
    const asked = lastAsked;
    const inLab = lab();
    const found = await collector();
    const said = await found.validate(inLab, text);
    if (asked !== lastAsked || disposed || config() !== text || lab() !== inLab) return;
    setChecked({ text, problems: said });
    if (said.length > 0) return;
    if (view().config !== text) expectRestart();
    found.apply(lab(), files());
  }

  // What was said of one exercise's text says nothing of another's.
  createEffect(on([file, lab], () => setChecked(undefined), { defer: true }));

  let timer: ReturnType<typeof setTimeout> | undefined;
  createEffect(
    on([wanted, config, lab], ([isWanted, text], before) => {
      clearTimeout(timer);
      if (!isWanted || text === undefined) return;
      const hasStarted = before?.[0] === true && before[1] !== undefined;
      if (hasStarted) {
        timer = setTimeout(() => void follow(text).catch(quiet), pauseMs);
        return;
      }
      // The first time there is nothing to keep from ending: it says itself what it does not like.
      void collector().then((found) => found.apply(lab(), files()), quiet);
    }),
  );
  onCleanup(() => {
    disposed = true;
    clearTimeout(timer);
    stop?.();
  });

  return {
    file,
    config,
    view,
    problems,
    /** The problems as the editors show them. */
    diagnostics: createMemo<Diagnostic[]>(() => problems().map((each) => diagnosticOf(file() ?? '', each))),
    /** What the last restart was like, in a sentence; empty before the first. */
    note,
    /** Load it, and run the configuration. Nothing happens in a lab without one. */
    want: () => setWanted(true),
    async restart(): Promise<void> {
      setWanted(true);
      const found = await collector();
      expectRestart();
      held ??= 0;
      found.restart(lab(), files());
    },
    backendUp,
    async setBackendUp(up: boolean): Promise<void> {
      setUp(up);
      (await collector()).setBackendUp(up);
    },
    async hops(): Promise<readonly CollectorHop[]> {
      return wanted() ? (await collector()).hops() : brought;
    },
    /** Hear the log from what is kept of it on. Returns the way to stop. */
    log(listener: (lines: readonly CollectorLogLine[]) => void): () => void {
      let end: (() => void) | undefined;
      let ended = false;
      void collector().then((found) => {
        if (!ended) end = found.log(listener);
      }, quiet);
      return () => {
        ended = true;
        end?.();
      };
    },
  };
}

/** Views come a few times a second: what lay between two of them may not have been seen. */
function isSameStart(before: CollectorView, next: CollectorView): boolean {
  return (
    before.config === next.config &&
    before.startedInMs === next.startedInMs &&
    before.lostOnRestart === next.lostOnRestart
  );
}

/** What cannot be loaded is said where Run is pressed, and by the Collector's own state. */
function quiet(): void {}

/** A problem as the editors mark it: on its line, or at the top of the file. */
export function diagnosticOf(file: string, problem: ConfigProblem): Diagnostic {
  const { line = 1, message } = problem;
  const column = problem.column ?? 1;
  const endColumn = problem.endColumn ?? (problem.column === undefined ? 1_000 : column + 1);
  return { file, line, column, endLine: line, endColumn, message, code: 'collector', severity: 'error' };
}

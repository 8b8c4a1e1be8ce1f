/**
 * What prose may ask of the Trace panel: `view=flame`, `find=GET`, `select=welcome message`, `predict`, `solution`,
 * several with `&` between them. Checked when the page is built, read when the button is pressed.
 */
import { type TraceViewName, traceViews } from '../state/explorer-state.ts';

export interface TraceShow {
  readonly part: 'trace' | 'prediction' | 'solution';
  readonly view?: TraceViewName;
  readonly find?: string;
  /** Name of the span to select. */
  readonly select?: string;
  readonly critical?: boolean;
}

const views: ReadonlySet<string> = new Set(traceViews);
const keys = ['view', 'find', 'select', 'critical', 'predict', 'solution'] as const;

function read(text: string): TraceShow {
  const given = new URLSearchParams(text);
  const view = given.get('view');
  const [find, select] = [given.get('find'), given.get('select')];
  const part = given.has('predict') ? 'prediction' : given.has('solution') ? 'solution' : 'trace';
  return {
    part,
    ...(view !== null && views.has(view) && { view: view as TraceViewName }),
    ...(find !== null && { find }),
    ...(select !== null && { select }),
    ...(given.has('critical') && { critical: true }),
  };
}

/** What is wrong with it, for whoever writes the page; undefined when nothing is. */
function problem(text: string): string | undefined {
  const given = new URLSearchParams(text);
  const known: readonly string[] = keys;
  const odd = [...given.keys()].find((key) => !known.includes(key));
  if (odd !== undefined) return `found "${odd}", allowed: ${keys.join(', ')}`;
  const view = given.get('view');
  if (view === null || views.has(view)) return undefined;
  return `found the view "${view}", allowed: ${traceViews.join(', ')}`;
}

export const traceShows = { read, problem };

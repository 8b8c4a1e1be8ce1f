/** What an example will be held to, as far as that is known before anything runs. Pure. */
import { expectsCompileError } from '../judge/expected-error.ts';
import type { Example, ProgramExample } from '../model/example.ts';
import type { Held } from '../model/outcome.ts';
import { checkedAs } from '../types/checked-as.ts';

/** @param checkJs does its project say so? */
export function heldTo(example: Example, checkJs: boolean): Held[] {
  switch (example.kind) {
    case 'program':
      return programHeldTo(example, checkJs);
    case 'shell':
      return example.outputs.length > 0 ? ['run', 'output'] : ['run'];
    case 'data':
      return ['schema'];
    case 'lesson':
      return ['schema', 'types', 'spans'];
  }
}

function programHeldTo(example: ProgramExample, checkJs: boolean): Held[] {
  const { options, outputs, error, spans } = example;
  const checked = checkedAs(example, checkJs) ?? [];
  if (expectsCompileError(example)) return [checked, checked.length > 0 ? ('error' as const) : []].flat();
  // Nothing is printed, thrown or sent by what is not run.
  if (options.noRun === true) return [checked].flat();
  return [
    checked,
    'run' as const,
    outputs.length > 0 ? ('output' as const) : [],
    error === undefined ? [] : ('error' as const),
    spans.length > 0 ? ('spans' as const) : [],
  ].flat();
}

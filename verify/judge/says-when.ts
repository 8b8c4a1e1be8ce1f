/** Whether a document tells when a program that goes on by itself has done its work. Pure. */
import type { ProgramExample } from '../model/example.ts';

type Promised = Pick<ProgramExample, 'outputs' | 'spans' | 'error' | 'options'>;

export function saysWhen(example: Promised): boolean {
  return example.outputs.length > 0 || example.spans.length > 0 || endsItself(example);
}

/** It promises an end of its own: an error, or an exit code. */
export function endsItself({ error, options }: Pick<Promised, 'error' | 'options'>): boolean {
  return error !== undefined || options.exitCode !== undefined;
}

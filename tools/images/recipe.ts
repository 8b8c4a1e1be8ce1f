import { createHash } from 'node:crypto';
import type { GoProgram } from '../setup/go-build.ts';

/** Where a recipe may work, and with what. */
export interface Kitchen {
  /** The Go command. */
  go: string;
  /** An empty folder of the recipe's own. */
  folder: string;
  say: (line: string) => void;
}

/** How to make an image that cannot be pulled: one static binary on nothing, under the official name. */
export interface Recipe {
  /** Short, for folder names and progress. */
  name: string;
  /** The official name and tag. */
  image: string;
  /** Everything that decides what is in the binary, as text. */
  inputs: string;
  /** After `FROM scratch`; the binary is called `program`. */
  dockerfile: string[];
  /** Gets the sources. */
  prepare: (kitchen: Kitchen) => Promise<GoProgram>;
}

/** Names an image's content by its inputs, so that an unchanged recipe is not cooked twice. */
export function recipeHash({ image, inputs, dockerfile }: Recipe, architecture: string): string {
  const text = JSON.stringify([image, inputs, dockerfile, architecture]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

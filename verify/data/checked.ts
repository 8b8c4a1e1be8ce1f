/** What checking the text of a block gave. */
import type { YamlPosition } from './yaml-documents.ts';

export interface Checked {
  /** Positions count from 1, in the text. */
  problems: (YamlPosition & { message: string })[];
  /** What could not be checked, and why: no failure. */
  note?: string;
}

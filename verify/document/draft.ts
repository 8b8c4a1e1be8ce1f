/** Examples in the making: blocks of one name come together, and what speaks of them is bound. */
import type {
  DataExample,
  ExampleOptions,
  ExpectedError,
  ExpectedOutput,
  ExpectedSpans,
} from '../model/example.ts';
import type { LineOrigin } from '../model/place.ts';
import type { Block } from './block.ts';
import type { DraftFile } from './example-file.ts';
import type { InfoString } from './info-string.ts';

/** A block with its words read, and what the source file it names holds. */
export interface ReadBlock {
  block: Block;
  info: InfoString;
  /** What is wrong with it was said already: the example it belongs to is left out. */
  broken: boolean;
}

export interface Draft {
  kind: 'program' | 'shell' | DataExample['schema'];
  name: string | undefined;
  /** The fence of its first block. */
  at: LineOrigin;
  heading: string | undefined;
  files: DraftFile[];
  /** The file a block says `entry` of. */
  entry: string | undefined;
  /** The file of the last block that holds a program. */
  lastProgram: string | undefined;
  options: ExampleOptions;
  outputs: ExpectedOutput[];
  error: { expected: ExpectedError; shownLine: ShownLine | undefined; block: Block } | undefined;
  spans: ExpectedSpans[];
  broken: boolean;
}

/** A line as the reader of a document counts it, in one block. */
export interface ShownLine extends LineOrigin {
  /** The file it names. */
  file: string | undefined;
  shown: number;
}

export function openDraft(kind: Draft['kind'], name: string | undefined, block: Block): Draft {
  return {
    kind,
    name,
    at: block.fence,
    heading: block.heading,
    files: [],
    entry: undefined,
    lastProgram: undefined,
    options: {},
    outputs: [],
    error: undefined,
    spans: [],
    broken: false,
  };
}

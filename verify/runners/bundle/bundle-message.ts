/** Reads esbuild's messages. */
import type { Location, Message } from 'esbuild';
import type { FilePosition } from '../../model/run.ts';
import { exampleNamespace } from './example-files.ts';

/** Which example a message is about, and where in its files; undefined when it lies elsewhere. */
export function placeOfMessage({ location }: Message): { example: number; at: FilePosition } | undefined {
  const parts = new RegExp(`^${exampleNamespace}:(\\d+)/(.*)$`, 'u').exec(location?.file ?? '');
  if (location === null || parts === null) return undefined;
  return {
    example: Number(parts[1]),
    at: {
      file: parts[2] ?? '',
      line: location.line,
      column: columnOf(location),
    },
  };
}

/** Where on its line, from 1. esbuild counts bytes of UTF-8 from 0. */
export function columnOf({ lineText, column }: Pick<Location, 'lineText' | 'column'>): number {
  return Buffer.from(lineText).subarray(0, column).toString().length + 1;
}

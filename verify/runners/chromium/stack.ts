/** Turns the places a browser names into those of the example's own files. */
import { SourceMap, type SourceMapPayload } from 'node:module';
import type { FilePosition } from '../../model/run.ts';
import { exampleNamespace } from '../bundle/example-files.ts';

export interface MappedStack {
  /** Frames in the example's files, innermost first. */
  frames: FilePosition[];
  /** The text with those frames named by their place in the example. */
  text: string;
}

/** @param script Path of the example's script, in frames after the origin. @param map Its source map, as JSON. */
export function mapStack(text: string, script: string, map: string): MappedStack {
  // Most lines of output name no place: their map need not be read.
  if (!text.includes(script)) return { frames: [], text };
  const sourceMap = new SourceMap(JSON.parse(map) as SourceMapPayload);
  const frames: FilePosition[] = [];
  const escaped = script.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  const mapped = text.replace(
    new RegExp(`(?:https?://[\\w.]+:\\d+)?${escaped}:(\\d+):(\\d+)`, 'gu'),
    (place, line, column) => {
      const entry = sourceMap.findEntry(Number(line) - 1, Number(column) - 1);
      if (!('originalSource' in entry)) return place;
      const file = exampleFileOf(entry.originalSource);
      if (file === undefined) return place;
      const at = { file, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
      frames.push(at);
      return `${at.file}:${at.line}:${at.column}`;
    },
  );
  return { frames, text: mapped };
}

function exampleFileOf(source: string): string | undefined {
  return new RegExp(`${exampleNamespace}:\\d+/(.*)$`, 'u').exec(source)?.[1];
}

import { createInterface, type Interface } from 'node:readline';

/** A line that a program or a container has printed. */
export interface Line {
  service: string;
  text: string;
}

/** More than any lesson prints; a program that floods its output is not kept whole. */
const maxLines = 20_000;

/** Adds what comes out of a stream to `into`, line by line, while there is room. */
export function collectLines(stream: NodeJS.ReadableStream, service: string, into: Line[]): Interface {
  const reader = createInterface(stream);
  reader.on('line', (text) => {
    if (into.length < maxLines) into.push({ service, text });
  });
  return reader;
}

import { createInterface, type Interface } from 'node:readline';

/** A line that a program or a container has printed. */
export interface Line {
  service: string;
  text: string;
}

/** Adds what comes out of a stream to `into`, line by line. */
export function collectLines(stream: NodeJS.ReadableStream, service: string, into: Line[]): Interface {
  const reader = createInterface(stream);
  reader.on('line', (text) => into.push({ service, text }));
  return reader;
}

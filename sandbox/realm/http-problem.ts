/** Why the lab's network does not carry a request or a response: said to the program that sends it, never in silence. */
import type { HeaderList } from '../schemas/run-event.ts';
import { headersLength } from './message-weight.ts';
import { messageLimits } from './program-message.ts';

interface HttpMessage {
  method?: string;
  url?: string;
  statusText?: string;
  headers: HeaderList;
  body?: Uint8Array | undefined;
}

/** What is too much in it: what was found and what may be. Undefined when nothing is. */
export function httpProblem(what: 'request' | 'response', message: HttpMessage): string | undefined {
  const { method = '', url = '', statusText = '', headers, body } = message;
  const over = (part: string, found: number, unit: string, limit: number): string[] =>
    found > limit ? [`the ${what}${part} ${found} ${unit}; the lab's network carries up to ${limit}`] : [];
  const [problem] = [
    ...over("'s method has", method.length, 'characters', messageLimits.methodLength),
    ...over("'s URL has", url.length, 'characters', messageLimits.urlLength),
    ...over("'s status text has", statusText.length, 'characters', messageLimits.statusTextLength),
    ...over(' has', headers.length, 'headers', messageLimits.headers),
    ...over("'s headers have", headersLength(headers), 'characters', messageLimits.headersLength),
    ...over(' body has', body?.byteLength ?? 0, 'bytes', messageLimits.bodyBytes),
  ];
  return problem;
}

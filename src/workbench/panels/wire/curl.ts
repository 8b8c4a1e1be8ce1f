/** An exchange's request as a command for a POSIX shell. */
import type { Exchange } from '@spanlab/sandbox/schemas/run-event.ts';

/** Headers curl works out for itself. */
const ownHeaders = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);

/** Every word is quoted, so nothing in it is run. A body that is not text goes in as base64. */
export function asCurl(exchange: Exchange): string {
  const { method, url, requestHeaders, requestBody } = exchange;
  const words = ['curl'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== 'GET' || requestBody !== undefined) words.push('-X', quoted(method));
  words.push(quoted(url));
  for (const [name, value] of requestHeaders) {
    if (ownHeaders.has(name)) continue;
    // `name:` would make curl drop the header; `name;` sends it empty.
    words.push('-H', quoted(value === '' ? `${name};` : `${name}: ${value}`));
  }
  if (requestBody === undefined || requestBody.bytes.length === 0) return words.join(' ');
  const text = utf8(requestBody.bytes);
  const command =
    text === undefined
      ? `base64 -d <<< ${quoted(base64(requestBody.bytes))} | ${words.join(' ')} --data-binary @-`
      : `${words.join(' ')} --data-raw ${quoted(text)}`;
  if (requestBody.truncatedFrom === undefined) return command;
  return `# Only the first ${requestBody.bytes.length} of ${requestBody.truncatedFrom} bytes of the body were kept.\n${command}`;
}

function quoted(word: string): string {
  return /^[\w./:@%+,-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Undefined where the bytes are not UTF-8, or hold a NUL that no shell word can. */
function utf8(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** JSON values out of a piece of a file. */
import type { Piece } from './split-sink.ts';

const decoder = new TextDecoder();

/**
 * What the piece holds: of spans in a list, the list.
 * @throws SyntaxError when that is no JSON
 */
export function parsePiece(piece: Piece): unknown {
  const text = decoder.decode(withQuotedIntegers(piece));
  return JSON.parse(piece.inList ? `[${text}]` : text);
}

const quote = 0x22;

/**
 * The bytes with the integers in quotes that a double would round. Proto3's mapping lets a sender write an int64
 * without them, and whoever reads these JSON values takes numbers in quotes.
 */
function withQuotedIntegers({ bytes, integers, offset }: Piece): Uint8Array {
  if (integers.length === 0) return bytes;
  const quoted = new Uint8Array(bytes.length + integers.length);
  let from = 0;
  let to = 0;
  for (const place of integers) {
    const at = place - offset;
    quoted.set(bytes.subarray(from, at), to);
    to += at - from;
    quoted[to] = quote;
    to += 1;
    from = at;
  }
  quoted.set(bytes.subarray(from), to);
  return quoted;
}

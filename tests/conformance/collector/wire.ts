/** As much of protobuf's wire format as it takes to take a message apart without knowing its fields. */
import protobuf from 'protobufjs/minimal.js';

/** The contents of every length-delimited field of this number, in their order. */
export function submessages(message: Uint8Array, wanted: number): Uint8Array[] {
  const reader = new protobuf.Reader(message);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const [field, wireType] = [tag >>> 3, tag & 7];
    if (field === wanted && wireType === 2) found.push(reader.bytes());
    else reader.skipType(wireType);
  }
  return found;
}

/** Protobuf's wire format, read message by message. No generated code and no `eval`: a strict CSP is no obstacle. */
import protobuf from 'protobufjs/minimal.js';
import { MalformedOtlp } from './malformed.ts';

/** Wire types of https://protobuf.dev/programming-guides/encoding/#structure */
const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export interface WireReader {
  /** Reads the fields of a message up to its end. A field `onField` does not take (returns false) is skipped. */
  fields(onField: (field: number) => boolean): void;
  /** Reads a length and then the fields of the message it covers. */
  message(onField: (field: number) => boolean): void;
  string(): string;
  /** A copy, so that a stored value does not keep the payload alive. */
  bytes(): Uint8Array;
  /** A view into the payload. */
  bytesView(): Uint8Array;
  bool(): boolean;
  double(): number;
  /** A varint of 32 bits: uint32 and enums. */
  uint32(): number;
  int64(): bigint;
  fixed32(): number;
  fixed64(): bigint;
}

/** A reader at the first field of the message in `payload`. All its methods throw MalformedOtlp. */
export function createWireReader(payload: Uint8Array): WireReader {
  const reader = new protobuf.Reader(payload);
  let wireType: number = wire.varint;

  function of(expectedType: number): typeof reader {
    if (wireType !== expectedType) {
      throw malformed(`found wire type ${wireType}, expected ${expectedType}`);
    }
    return reader;
  }

  function malformed(what: string): MalformedOtlp {
    return new MalformedOtlp(`the body is not an OTLP protobuf message: ${what} at byte ${reader.pos}`);
  }

  function fieldsUntil(end: number, onField: (field: number) => boolean): void {
    while (reader.pos < end) {
      const tag = reader.tag();
      wireType = tag & 7;
      if (tag >>> 3 === 0) throw malformed('found field number 0');
      if (!onField(tag >>> 3)) reader.skipType(tag & 7, 0, tag >>> 3);
    }
    if (reader.pos !== end) throw malformed('a field runs over the end of its message');
  }

  return {
    fields(onField) {
      try {
        fieldsUntil(reader.len, onField);
      } catch (error) {
        if (error instanceof MalformedOtlp) throw error;
        throw malformed(error instanceof Error ? error.message : String(error));
      }
    },
    message(onField) {
      const length = of(wire.bytes).size();
      const end = reader.pos + length;
      if (end > reader.len) throw malformed(`a message of ${length} bytes is cut short`);
      const outerEnd = reader.len;
      reader.len = end;
      fieldsUntil(end, onField);
      reader.len = outerEnd;
    },
    string: () => of(wire.bytes).string(),
    bytes: () => of(wire.bytes).bytes().slice(),
    bytesView: () => of(wire.bytes).bytes(),
    bool: () => of(wire.varint).bool(),
    double: () => of(wire.fixed64).double(),
    uint32: () => of(wire.varint).uint32(),
    int64: () => bigintFromInt64(of(wire.varint).int64()),
    fixed32: () => of(wire.fixed32).fixed32(),
    fixed64() {
      const low = of(wire.fixed64).fixed32();
      return (BigInt(reader.fixed32()) << 32n) | BigInt(low);
    },
  };
}

/** protobufjs hands out a `Long` pair of halves when its `long` dependency is there, as it is. */
function bigintFromInt64(value: number | { low: number; high: number }): bigint {
  if (typeof value === 'number') return BigInt(value);
  return (BigInt(value.high) << 32n) | BigInt(value.low >>> 0);
}

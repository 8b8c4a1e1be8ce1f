/** Protobuf's wire format, written field by field. No generated code and no `eval`: a strict CSP is no obstacle. */
import protobuf from 'protobufjs/minimal.js';

export interface WireWriter {
  /** A varint; left out when 0, as proto3 does. */
  uint32(field: number, value: number): void;
  /** Written even when 0: a `oneof` needs it. */
  int64(field: number, value: bigint): void;
  bool(field: number, value: boolean): void;
  double(field: number, value: number): void;
  /** Left out when 0. */
  fixed64(field: number, value: bigint): void;
  /** Left out when 0. */
  fixed32(field: number, value: number): void;
  bytes(field: number, value: Uint8Array): void;
  string(field: number, value: string): void;
  message(field: number, write: () => void): void;
  finish(): Uint8Array<ArrayBuffer>;
}

/** Wire types of https://protobuf.dev/programming-guides/encoding/#structure */
const wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

export function createWireWriter(): WireWriter {
  const writer = new protobuf.Writer();
  const tag = (field: number, type: number): protobuf.Writer => writer.uint32((field << 3) | type);
  return {
    uint32: (field, value) => void (value !== 0 && tag(field, wire.varint).uint32(value)),
    int64: (field, value) => void tag(field, wire.varint).int64(halves(value)),
    bool: (field, value) => void tag(field, wire.varint).bool(value),
    double: (field, value) => void tag(field, wire.fixed64).double(value),
    fixed64: (field, value) => void (value !== 0n && tag(field, wire.fixed64).fixed64(halves(value))),
    fixed32: (field, value) => void (value !== 0 && tag(field, wire.fixed32).fixed32(value)),
    bytes: (field, value) => void tag(field, wire.bytes).bytes(value),
    string: (field, value) => void tag(field, wire.bytes).string(value),
    message(field, write) {
      tag(field, wire.bytes).fork();
      write();
      writer.ldelim();
    },
    finish: () => new Uint8Array(writer.finish()),
  };
}

/** 64 bits as the writer takes them. */
function halves(value: bigint): protobuf.Long {
  return {
    low: Number(BigInt.asIntN(32, value)),
    high: Number(BigInt.asIntN(32, value >> 32n)),
    unsigned: false,
  } as protobuf.Long;
}

import {PbfReader} from "pbf";

/** Why bytes are no protobuf message: expected, found. */
export class MessageFault extends Error {}

/** A field as it stands on the wire: `start` to `end` is its content, without tag and length. */
interface WireField {
  number: number;
  wire: number;
  start: number;
  end: number;
}

const wires = {varint: 0, fixed64: 1, bytes: 2, fixed32: 5};
const maxFields = 1_000_000;

/** The fields of one protobuf message by number. Every range is checked: pbf itself reads on past the end. */
export class Message {
  readonly bytes: Uint8Array;
  readonly fields: WireField[] = [];
  readonly #view: DataView;

  /** Throws MessageFault where the bytes do not end with a field. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#read(new PbfReader(bytes));
    } catch (error) {
      if (error instanceof MessageFault) throw error;
      throw new MessageFault(`expected a protobuf field, found ${error instanceof Error ? error.message : "none"}`);
    }
  }

  #read(reader: PbfReader): void {
    while (reader.pos < this.bytes.length) {
      const from = reader.pos;
      const number = reader.nextField();
      const wire = reader.type;
      if (number === 0 || reader.pos > this.bytes.length)
        throw new MessageFault(`expected a field's tag at byte ${from}, found none`);
      let start = reader.pos;
      if (wire === wires.bytes) {
        const length = reader.readVarint();
        start = reader.pos;
        reader.pos = start + length;
      } else reader.skip(wire);
      if (!(reader.pos <= this.bytes.length))
        throw new MessageFault(`expected field ${number} to end by byte ${this.bytes.length}, found ${reader.pos}`);
      if (this.fields.length === maxFields) throw new MessageFault(`expected at most ${maxFields} fields`);
      this.fields.push({number, wire, start, end: reader.pos});
    }
  }

  #last(number: number, wire: number): WireField | undefined {
    for (let i = this.fields.length - 1; i >= 0; i--) {
      const field = this.fields[i]!;
      if (field.number === number && field.wire === wire) return field;
    }
    return undefined;
  }

  has(number: number): boolean {
    return this.fields.some((field) => field.number === number);
  }

  double(number: number): number | undefined {
    const field = this.#last(number, wires.fixed64);
    return field && this.#view.getFloat64(field.start, true);
  }

  float(number: number): number | undefined {
    const field = this.#last(number, wires.fixed32);
    return field && this.#view.getFloat32(field.start, true);
  }

  /** A varint as a signed 64-bit number. */
  int64(number: number): bigint | undefined {
    const field = this.#last(number, wires.varint);
    return field && BigInt.asIntN(64, varint(this.bytes, field.start, field.end));
  }

  /** A varint as a number: an enum, a flag, a count below 2^53. */
  int(number: number): number | undefined {
    const value = this.int64(number);
    return value === undefined ? undefined : Number(value);
  }

  blob(number: number): Uint8Array | undefined {
    const field = this.#last(number, wires.bytes);
    return field && this.bytes.subarray(field.start, field.end);
  }

  /** A string; bytes that are not UTF-8 become U+FFFD. */
  text(number: number): string | undefined {
    const blob = this.blob(number);
    return blob && decode(blob);
  }

  message(number: number): Message | undefined {
    const blob = this.blob(number);
    return blob && new Message(blob);
  }

  blobs(number: number): Uint8Array[] {
    return this.fields
      .filter((field) => field.number === number && field.wire === wires.bytes)
      .map(({start, end}) => this.bytes.subarray(start, end));
  }

  messages(number: number): Message[] {
    return this.blobs(number).map((blob) => new Message(blob));
  }

  texts(number: number): string[] {
    return this.blobs(number).map(decode);
  }

  /** Repeated varints, packed or not; at most `most`. */
  varints(number: number, most: number): bigint[] {
    const values: bigint[] = [];
    for (const field of this.fields) {
      if (field.number !== number) continue;
      for (let at = field.start; at < field.end && values.length < most;) {
        let end = at;
        while (end < field.end && this.bytes[end]! > 0x7f) end++;
        if (end === field.end) throw new MessageFault(`expected field ${number} to end with a whole number`);
        values.push(varint(this.bytes, at, end + 1));
        at = end + 1;
      }
    }
    return values;
  }

  /** Repeated floats (4 bytes) or doubles (8), packed or not; at most `most`. */
  reals(number: number, width: 4 | 8, most: number): number[] {
    const values: number[] = [];
    for (const {number: found, start, end} of this.fields) {
      if (found !== number) continue;
      if ((end - start) % width !== 0)
        throw new MessageFault(
          `expected field ${number} to hold numbers of ${width} bytes, found ${end - start} bytes`
        );
      for (let at = start; at < end && values.length < most; at += width)
        values.push(width === 4 ? this.#view.getFloat32(at, true) : this.#view.getFloat64(at, true));
    }
    return values;
  }
}

const decoder = new TextDecoder("utf-8");

export function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** 64 bits of a varint; longer ones are cut as protobuf says. */
function varint(bytes: Uint8Array, start: number, end: number): bigint {
  if (end - start <= 4) {
    let small = 0;
    for (let i = end - 1; i >= start; i--) small = small * 128 + (bytes[i]! & 0x7f);
    return BigInt(small);
  }
  let value = 0n;
  for (let i = Math.min(end, start + 10) - 1; i >= start; i--) value = (value << 7n) | BigInt(bytes[i]! & 0x7f);
  return BigInt.asUintN(64, value);
}

/** A value of a row. Integers beyond 2^53 are bigint. */
export type SqlValue = null | number | bigint | string | Uint8Array;

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** Why bytes are not what SQLite writes: expected, found. */
export class SqliteFault extends Error {}

/** A varint of one to nine bytes at `at`, and where it ends. Throws where the bytes end before it. */
export function readVarint(bytes: Uint8Array, at: number): {value: number; end: number} {
  const first = bytes[at];
  if (first !== undefined && first < 0x80) return {value: first, end: at + 1};
  let value = 0n;
  for (let i = 0; i < 9; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) throw new SqliteFault("expected a number, found the end of the bytes");
    if (i === 8) value = (value << 8n) | BigInt(byte);
    else value = (value << 7n) | BigInt(byte & 0x7f);
    if (i === 8 || byte < 0x80) return {value: Number(BigInt.asIntN(64, value)), end: at + i + 1};
  }
  throw new SqliteFault("expected a number of at most nine bytes");
}

const integerWidths = [0, 1, 2, 3, 4, 6, 8];
const mostColumns = 32_767;

/** The values of a record: a header of serial types, then the values. */
export function readRecord(payload: Buffer, encoding: TextEncoding): SqlValue[] {
  const head = readVarint(payload, 0);
  if (head.value < head.end || head.value > payload.length)
    throw new SqliteFault(`expected a record's head within its ${payload.length} bytes, found ${head.value}`);
  const values: SqlValue[] = [];
  let at = head.value;
  for (let i = head.end; i < head.value;) {
    const {value: type, end} = readVarint(payload, i);
    if (values.length === mostColumns) throw new SqliteFault(`expected at most ${mostColumns} columns`);
    const width = widthOf(type);
    if (at + width > payload.length)
      throw new SqliteFault(`expected ${width} bytes of a value, found ${payload.length - at}`);
    values.push(valueOf(payload, at, type, width, encoding));
    at += width;
    i = end;
  }
  return values;
}

function widthOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  if (type === 7) return 8;
  if (type === 8 || type === 9) return 0;
  const width = integerWidths[type];
  if (width === undefined) throw new SqliteFault(`expected a type of value, found ${type}`);
  return width;
}

function valueOf(bytes: Buffer, at: number, type: number, width: number, encoding: TextEncoding): SqlValue {
  if (type === 0) return null;
  if (type === 7) return bytes.readDoubleBE(at);
  if (type === 8 || type === 9) return type - 8;
  if (type <= 5) return bytes.readIntBE(at, width);
  if (type === 6) {
    const wide = bytes.readBigInt64BE(at);
    const number = Number(wide);
    return Number.isSafeInteger(number) ? number : wide;
  }
  const content = bytes.subarray(at, at + width);
  return type % 2 === 0 ? content : textOf(content, encoding);
}

function textOf(bytes: Buffer, encoding: TextEncoding): string {
  return encoding === "utf-8" ? bytes.toString("utf8") : new TextDecoder(encoding).decode(bytes);
}

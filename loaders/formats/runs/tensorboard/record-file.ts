import type {LineStart, Source} from "../../../files/source.ts";
import type {Place, UnitRow} from "../../../rows.ts";
import {ByteWindow, hexExcerpt} from "../../binary/byte-window.ts";
import {maskedCrc32c} from "../../binary/crc32.ts";
import {pending, rejected} from "../../unit-line.ts";

/** Longer records are rejected: a record is held in memory. */
const maxRecordBytes = 64 * 1024 * 1024;
/** Length and its checksum before the data, the data's checksum behind it. */
const headBytes = 12;
const tailBytes = 4;
const scanBytes = 1024 * 1024;

/** A record whose both checksums hold; its unit row is still to be yielded. */
export interface DataRecord {
  at: Place;
  data: Uint8Array;
}

/**
 * Records of a TFRecord file: u64 length, masked CRC-32C of it, data, masked CRC-32C of the data. A record with bad data
 * is rejected; a bad length loses the framing, which is taken up again where the next length and its checksum agree.
 * Begins behind `from`.
 */
export function* records(source: Source, from: Pick<LineStart, "unit" | "end">): Iterable<DataRecord | UnitRow> {
  const window = new ByteWindow(source, from.end);
  const {bytes} = source;
  let {unit} = from;
  for (let start = from.end; start < bytes;) {
    const length = lengthAt(window.at(start, start + headBytes), 0);
    const place = (end: number): Place => ({unit: ++unit, line: null, start, end});
    if (bytes - start < headBytes) return yield pending(place(bytes));
    if (length === null) {
      const end = nextLength(window, start + 1);
      yield rejected(place(end), lostFraming(window, start), hexExcerpt(window.at(start, Math.min(end, start + 65))));
      start = end;
      continue;
    }
    const end = start + headBytes + length + tailBytes;
    if (end > bytes) return yield pending(place(bytes));
    yield readRecord(window, place(end));
    start = end;
  }
}

/** The data of the record at a place, whatever its checksums say. */
export function recordData(source: Pick<Source, "slice">, {start, end}: Pick<Place, "start" | "end">): Uint8Array {
  return source.slice(start + headBytes, Math.max(end - tailBytes, start + headBytes));
}

/** True where the bytes begin with a length whose checksum holds. */
export function beginsRecord(bytes: Uint8Array): boolean {
  return bytes.length >= headBytes && lengthAt(bytes, 0) !== null;
}

function readRecord(window: ByteWindow, at: Place): DataRecord | UnitRow {
  const size = at.end - at.start - headBytes - tailBytes;
  if (size > maxRecordBytes)
    return rejected(at, `record of ${size} bytes is longer than ${maxRecordBytes / 2 ** 20} MiB`, "");
  const whole = window.at(at.start + headBytes, at.end);
  const data = whole.subarray(0, size);
  const [stored, found] = [whole.readUInt32LE(size), maskedCrc32c(data)];
  if (stored === found) return {at, data};
  return rejected(at, `expected the data's checksum ${hex(stored)}, found ${hex(found)}`, hexExcerpt(data));
}

/** The length at `i` where its checksum holds and it is below 4 GiB, else null. */
function lengthAt(bytes: Uint8Array, i: number): number | null {
  if (bytes.length < i + headBytes || (bytes[i + 4]! | bytes[i + 5]! | bytes[i + 6]! | bytes[i + 7]!) !== 0)
    return null;
  const crc = uint32(bytes, i + 8);
  return maskedCrc32c(bytes.subarray(i, i + 8)) === crc ? uint32(bytes, i) : null;
}

function uint32(bytes: Uint8Array, i: number): number {
  return (bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)) >>> 0;
}

/** The next offset whose length checksum holds, or the end. */
function nextLength(window: ByteWindow, from: number): number {
  for (let start = from; start < window.bytes; start += scanBytes) {
    const block = window.at(start, start + scanBytes + headBytes - 1);
    for (let i = 0; i < Math.min(scanBytes, block.length); i++) if (lengthAt(block, i) !== null) return start + i;
  }
  return window.bytes;
}

function lostFraming(window: ByteWindow, start: number): string {
  const head = window.at(start, start + headBytes);
  const [stored, found] = [uint32(head, 8), maskedCrc32c(head.subarray(0, 8))];
  if (stored === found) return "expected a record below 4 GiB, found a longer length: the framing is lost";
  return `expected the length's checksum ${hex(stored)}, found ${hex(found)}: the framing is lost`;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}

import type {LineStart, Source} from "../../../files/source.ts";
import type {Place, UnitRow} from "../../../rows.ts";
import {ByteWindow, hexExcerpt} from "../../binary/byte-window.ts";
import {crc32} from "../../binary/crc32.ts";
import {ignored, pending, rejected} from "../../unit-line.ts";

const blockBytes = 32 * 1024;
/** Checksum, length and type of a fragment; the file's own head is as long. */
export const headBytes = 7;
const maxRecordBytes = 64 * 1024 * 1024;
const version = 0;
const [full, first, middle, last] = [1, 2, 3, 4];

/** A record put together from its fragments; its unit row is still to be yielded. */
export interface LogRecord {
  at: Place;
  data: Uint8Array;
}

interface Fragment {
  type: number;
  start: number;
  end: number;
}

/** ":W&B", 0xBEE1. */
export function beginsLog(bytes: Uint8Array): boolean {
  return [0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe].every((byte, i) => bytes[i] === byte);
}

/**
 * Records of a W&B log: fragments in blocks of 32 KiB, as LevelDB's log has them, each with the CRC-32 of its type and
 * data. After a bad fragment reading goes on at the next one that holds, in the same block or the next.
 */
export class RecordLog {
  readonly #window: ByteWindow;
  readonly #bytes: number;
  readonly #from: number;
  #unit: number;

  /** What lies before `from` is not read. */
  constructor(
    source: Pick<Source, "slice" | "bytes">,
    {unit, end}: Pick<LineStart, "unit" | "end"> = {unit: 0, end: 0}
  ) {
    this.#window = new ByteWindow(source, end);
    this.#bytes = source.bytes;
    this.#from = end;
    this.#unit = unit;
  }

  *records(): Iterable<LogRecord | UnitRow> {
    if (this.#from === 0 && this.#bytes > 0) yield this.#head();
    for (let start = Math.max(this.#from, headBytes); start < this.#bytes;) {
      const record = this.#padding(start) ?? this.record(start);
      yield record;
      start = record.at.end;
    }
  }

  /** The record that begins at `start`, or why there is none. */
  record(start: number): LogRecord | UnitRow {
    const parts: Buffer[] = [];
    let size = 0;
    for (let at = start; ;) {
      if (parts.length > 0 && blockEnd(at) - at < headBytes) at = blockEnd(at);
      const found = this.#fragment(at);
      if (found === "cut") return pending(this.#place(start, this.#bytes));
      if (typeof found === "string") return this.#reject(start, this.#resume(at), found);
      const begins = found.type === full || found.type === first;
      if (begins && parts.length > 0)
        return this.#reject(start, at, "expected the next part of the record, found the beginning of another");
      if (!begins && parts.length === 0)
        return this.#reject(start, found.end, "expected the beginning of a record, found a later part of one");
      size += found.end - found.start;
      parts.push(size > maxRecordBytes ? Buffer.alloc(0) : this.#window.at(found.start, found.end));
      at = found.end;
      if (found.type === full || found.type === last) return this.#whole(start, at, parts, size);
    }
  }

  #whole(start: number, end: number, parts: Buffer[], size: number): LogRecord | UnitRow {
    if (size <= maxRecordBytes)
      return {at: this.#place(start, end), data: parts.length === 1 ? parts[0]! : Buffer.concat(parts)};
    return this.#reject(start, end, `record of ${size} bytes is longer than ${maxRecordBytes / 2 ** 20} MiB`);
  }

  #head(): UnitRow {
    const head = this.#window.at(0, headBytes);
    const at = this.#place(0, Math.min(headBytes, this.#bytes));
    if (head.length < headBytes) return pending(at);
    if (!beginsLog(head)) return rejected(at, "expected :W&B and 0xBEE1 at the head of the file", hexExcerpt(head));
    if (head[6] !== version)
      return rejected(at, `expected version ${version} of the log, found ${head[6]}`, hexExcerpt(head));
    return ignored(at, "head of the file");
  }

  /** What is left of a block that is too short for a fragment. */
  #padding(start: number): UnitRow | null {
    const end = Math.min(blockEnd(start), this.#bytes);
    if (blockEnd(start) - start >= headBytes) return null;
    const bytes = this.#window.at(start, end);
    if (bytes.every((byte) => byte === 0)) return ignored(this.#place(start, end), "padding at the end of a block");
    return this.#reject(start, end, "expected zeros at the end of a block");
  }

  /** The fragment at `at`; "cut" where the file ends inside it; else why it is none. */
  #fragment(at: number): Fragment | string {
    const head = this.#window.at(at, at + headBytes);
    if (head.length < headBytes) return "cut";
    const [stored, length, type] = [head.readUInt32LE(0), head.readUInt16LE(4), head[6]!];
    const end = at + headBytes + length;
    if (type < full || type > last) return `expected a fragment of type ${full} to ${last}, found ${type}`;
    if (end > blockEnd(at)) return `expected a fragment within its block, found ${end - blockEnd(at)} bytes beyond`;
    if (end > this.#bytes) return "cut";
    const found = crc32(this.#window.at(at + headBytes - 1, end));
    if (stored !== found) return `expected the checksum ${hex(stored)}, found ${hex(found)}`;
    return {type, start: at + headBytes, end};
  }

  /** Where reading goes on after a bad fragment: behind it, where a good one or the end follows, else the next block. */
  #resume(at: number): number {
    const head = this.#window.at(at, at + headBytes);
    const next = Math.min(blockEnd(at), this.#bytes);
    if (head.length < headBytes) return next;
    const end = at + headBytes + head.readUInt16LE(4);
    if (end >= next) return next;
    return typeof this.#fragment(end) === "string" ? next : end;
  }

  #place(start: number, end: number): Place {
    return {unit: ++this.#unit, line: null, start, end};
  }

  #reject(start: number, end: number, reason: string): UnitRow {
    return rejected(this.#place(start, end), reason, hexExcerpt(this.#window.at(start, Math.min(end, start + 65))));
  }
}

function blockEnd(at: number): number {
  return (Math.floor(at / blockBytes) + 1) * blockBytes;
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}

/** Types of fragments; only tests write them. */
export const fragmentTypes = {full, first, middle, last};

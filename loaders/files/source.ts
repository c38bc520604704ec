import {closeSync, openSync, readSync} from "node:fs";
import type {Place} from "../rows.ts";

/** Longer lines are not held in memory: they come as `overlong` with their first 4 KiB. */
export const maxLineBytes = 16 * 1024 * 1024;
const chunkBytes = 1024 * 1024;
const previewBytes = 4096;

/** A line with its place. The range includes the line end, so that ranges tile the file. */
export interface Line {
  at: Place;
  /** Without LF and without one CR before it. Invalid UTF-8 is decoded with U+FFFD and `invalid` is set. */
  text: string;
  /** Ended by LF (the last line of a growing file may not be). */
  complete: boolean;
  overlong: boolean;
  /** Byte length of the whole line. */
  bytes: number;
  invalidUtf8: boolean;
}

/** The end of the last line already read: its ordinal as a unit and as a line, and the byte behind it. */
export interface LineStart {
  unit: number;
  line: number;
  end: number;
}

/** What a parser reads from. `path` is the logical path; `sourceId` derives from it alone. */
export interface Source {
  path: string;
  sourceId: string;
  bytes: number;
  /** Lines in order, all of them or those behind `from`, streamed with bounded memory. */
  lines(from?: LineStart): Iterable<Line>;
  /** The whole content; throws when it is larger than `limit` bytes. */
  read(limit?: number): Buffer;
  /** Bytes [start, end) of the content, fewer where it ends before. */
  slice(start: number, end: number): Buffer;
}

const lf = 0x0a;
const cr = 0x0d;

const beginning: LineStart = {unit: 0, line: 0, end: 0};

/**
 * Reads the first `bytes` bytes of `file`, or those of them behind `from`, by 1 MiB chunks; never holds more than one
 * chunk and one line. What is appended while it reads is left for the next time.
 */
export function* readLines(file: string, bytes = Infinity, from = beginning): Iterable<Line> {
  const fd = openSync(file, "r");
  try {
    yield* splitLines(fd, bytes, from);
  } finally {
    closeSync(fd);
  }
}

function* splitLines(fd: number, bytes: number, {unit, line: before, end}: LineStart): Iterable<Line> {
  const decoder = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let held = 0;
  let start = end;
  const skippedUnits = before - unit;
  const take = (tail: Buffer, complete: boolean): Line => {
    const bytes = pendingBytes + tail.length;
    const overlong = bytes > maxLineBytes;
    const kept =
      held || tail.length ? Buffer.concat([...pending, overlong ? tail.subarray(0, previewBytes) : tail]) : tail;
    const line = decodeLine(decoder, overlong ? kept.subarray(0, previewBytes) : kept, complete && !overlong);
    const at = {unit: ++unit, line: unit + skippedUnits, start, end: start + bytes};
    start = at.end;
    pending = [];
    pendingBytes = held = 0;
    return {at, ...line, complete, overlong, bytes};
  };
  for (let position = end; position < bytes;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const size = readSync(fd, chunk, 0, Math.min(chunkBytes, bytes - position), position);
    if (size === 0) break;
    position += size;
    let from = 0;
    for (let to; (to = chunk.indexOf(lf, from)) >= 0 && to < size; from = to + 1)
      yield take(chunk.subarray(from, to + 1), true);
    if (from < size) {
      const rest = chunk.subarray(from, size);
      pendingBytes += rest.length;
      if (held <= maxLineBytes) {
        pending.push(rest);
        held += rest.length;
      }
    }
  }
  if (pendingBytes > 0) yield take(Buffer.alloc(0), false);
}

/** A line that ends with LF, from its bytes. */
export function lineAt(bytes: Buffer, at: Place): Line {
  const overlong = bytes.length > maxLineBytes;
  const decoder = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});
  const decoded = decodeLine(decoder, overlong ? bytes.subarray(0, previewBytes) : bytes, !overlong);
  return {at, ...decoded, complete: true, overlong, bytes: bytes.length};
}

function decodeLine(decoder: TextDecoder, bytes: Buffer, complete: boolean): {text: string; invalidUtf8: boolean} {
  let end = bytes.length;
  if (complete && bytes[end - 1] === lf) end -= 1;
  if (complete && bytes[end - 1] === cr) end -= 1;
  const body = bytes.subarray(0, end);
  try {
    return {text: decoder.decode(body), invalidUtf8: false};
  } catch {
    return {text: body.toString("utf8"), invalidUtf8: true};
  }
}

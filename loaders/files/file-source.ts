import {closeSync, fstatSync, openSync, readFileSync, readSync} from "node:fs";
import {Failure} from "../failure.ts";
import type {Found} from "./discover.ts";
import {readLines, type Source} from "./source.ts";

const readLimit = 64 * 1024 * 1024;
const headBytes = 64 * 1024;

/** A source backed by a file on this machine. */
export function fileSource({file, path, sourceId}: Found, bytes: number): Source {
  return {
    path,
    sourceId,
    bytes,
    lines: (from) => readLines(file, bytes, from),
    read(limit = readLimit) {
      if (bytes > limit) throw new Failure("unreadable", `expected at most ${limit} bytes in ${path}, found ${bytes}`);
      return readFileSync(file).subarray(0, bytes);
    },
    slice: (start, end) => readRange(file, start, Math.min(end, bytes), Infinity)
  };
}

/** The first 64 KiB. Throws the node:fs error of open or read. */
export function readHead(file: string): {bytes: Uint8Array; size: number} {
  const fd = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(headBytes);
    const size = readSync(fd, buffer, 0, headBytes, 0);
    return {bytes: buffer.subarray(0, size), size: fstatSync(fd).size};
  } finally {
    closeSync(fd);
  }
}

/** Bytes [start, end) of a file, at most `limit` of them. */
export function readRange(file: string, start: number, end: number, limit: number): Buffer {
  const fd = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(Math.min(end - start, limit));
    const size = readSync(fd, buffer, 0, buffer.length, start);
    return buffer.subarray(0, size);
  } finally {
    closeSync(fd);
  }
}

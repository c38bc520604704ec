import {closeSync, openSync, readSync} from "node:fs";
import {createGunzip, type Gunzip} from "node:zlib";
import {isFileError} from "../failure.ts";

/** Taken in at a time; zlib makes at most about a thousand times as much of it. */
const pieceBytes = 16 * 1024;
const finer = [256, 1];

/** Where and why unpacking ended; null: at the end of the file. */
type Fault = {at: number; code: string; said: string} | null;

/**
 * Unpacks a gzip file of one or more members. Returns why it could not go on, in words, null where it reached the end;
 * everything that was unpacked before has then been written.
 */
export async function unpackGzip(file: string, write: (bytes: Uint8Array) => void): Promise<string | null> {
  let written = 0;
  const count = (bytes: Uint8Array): void => {
    write(bytes);
    written += bytes.length;
  };
  let fault = await inflate(file, count);
  for (const size of finer) {
    if (fault === null) return null;
    if (fault.code === "Z_BUF_ERROR") return `the gzip stream ends early, at byte ${fault.at}`;
    fault = await inflate(file, behind(written, count), {from: fault.at, size});
  }
  return fault && `the gzip stream is damaged at byte ${fault.at} (${fault.said})`;
}

/** zlib keeps back what it unpacked of a piece that fails: such a piece goes in again by smaller ones. */
async function inflate(
  file: string,
  write: (bytes: Uint8Array) => void,
  fine = {from: Infinity, size: 0}
): Promise<Fault> {
  const fd = openSync(file, "r");
  const inflater = new Inflater();
  try {
    const buffer = Buffer.alloc(pieceBytes);
    for (let at = 0; ;) {
      const size = readSync(fd, buffer, 0, at < fine.from ? Math.min(pieceBytes, fine.from - at) : fine.size, at);
      const state = await inflater.take(size > 0 ? Buffer.from(buffer.subarray(0, size)) : null);
      for (const bytes of inflater.taken()) write(bytes);
      if (state === "ended") return restOf(fd, inflater.consumed);
      if (typeof state === "object") return {at, ...state};
      at += size;
    }
  } finally {
    inflater.close();
    closeSync(fd);
  }
}

/** Zeros behind the last member pad it to a block of a tape; anything else does not belong there. */
function restOf(fd: number, from: number): Fault {
  const buffer = Buffer.alloc(pieceBytes);
  for (let at = from, size; (size = readSync(fd, buffer, 0, pieceBytes, at)) > 0; at += size) {
    const other = buffer.subarray(0, size).findIndex((byte) => byte !== 0);
    if (other >= 0) return {at: at + other, code: "Z_DATA_ERROR", said: "bytes behind the end that are no gzip"};
  }
  return null;
}

function behind(skipped: number, write: (bytes: Uint8Array) => void): (bytes: Uint8Array) => void {
  let left = skipped;
  return (bytes) => {
    const from = Math.min(left, bytes.length);
    left -= from;
    if (from < bytes.length) write(bytes.subarray(from));
  };
}

/** node:zlib one piece at a time: it says the end, a fault or "done with this piece" in one of four events. */
class Inflater {
  readonly #stream: Gunzip = createGunzip({chunkSize: 256 * 1024});
  #out: Buffer[] = [];

  constructor() {
    this.#stream.on("data", (bytes: Buffer) => this.#out.push(bytes));
    this.#stream.on("error", () => undefined);
  }

  get consumed(): number {
    return this.#stream.bytesWritten;
  }

  take(piece: Buffer | null): Promise<"more" | "ended" | {code: string; said: string}> {
    return new Promise((resolve) => {
      const ended = (): void => settle("ended");
      const failed = (error: Error): void =>
        settle({code: isFileError(error) ? String(error.code) : "", said: error.message});
      const settle = (state: "more" | "ended" | {code: string; said: string}): void => {
        this.#stream.off("end", ended).off("error", failed);
        resolve(state);
      };
      this.#stream.on("end", ended).on("error", failed);
      if (piece === null) this.#stream.end();
      else this.#stream.write(piece, (error) => (error ? failed(error) : settle("more")));
    });
  }

  taken(): Buffer[] {
    const out = this.#out;
    this.#out = [];
    return out;
  }

  close(): void {
    this.#stream.destroy();
  }
}

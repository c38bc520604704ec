import {createHash, webcrypto, type Hash} from "node:crypto";
import {closeSync, fstatSync, openSync, readSync} from "node:fs";
import {open} from "node:fs/promises";
import {availableParallelism} from "node:os";

const {subtle} = webcrypto;
/** Threads that a runtime gives such work. */
const mostLanes = 4;

export const chunkBytes = 1024 * 1024;
const hashBytes = 32;
/**
 * Larger files have no SHA-256 of the whole: it cannot be carried on over an append, the digest of the chunks can.
 */
export const wholeLimit = 64 * 1024 * 1024;

export interface FileDigest {
  bytes: number;
  /** SHA-256 of the whole file, hex; null above 64 MiB. */
  sha256: string | null;
  /** SHA-256 over the SHA-256s of its 1 MiB chunks, hex: an append only hashes from the last whole chunk. */
  digest: string;
  /** The SHA-256s of the chunks, one behind the other. */
  chunks: Buffer;
}

/**
 * Reads the file once, as far as it reaches now. Given the chunks of an earlier reading (`known`, of a file that has only
 * grown since) it reads from the last whole one of them. Throws the node:fs error of open or read.
 */
export function digestFile(file: string, known?: {chunks: Uint8Array; bytes: number}): FileDigest {
  const fd = openSync(file, "r");
  try {
    const {size} = fstatSync(fd);
    const whole = size <= wholeLimit ? createHash("sha256") : null;
    const kept = known && !whole ? Math.floor(known.bytes / chunkBytes) : 0;
    const chunks: Buffer[] = kept > 0 ? [Buffer.from(known!.chunks.subarray(0, kept * hashBytes))] : [];
    let bytes = kept * chunkBytes;
    for (const chunk of readChunks(fd, bytes, size)) {
      whole?.update(chunk);
      chunks.push(hashOf(chunk));
      bytes += chunk.length;
    }
    return digestOf(Buffer.concat(chunks), bytes, whole);
  } finally {
    closeSync(fd);
  }
}

/** The same on several threads, which is worth it for a file without a SHA-256 of the whole. */
export async function digestFileLater(file: string, known?: {chunks: Uint8Array; bytes: number}): Promise<FileDigest> {
  const handle = await open(file, "r");
  try {
    const {size} = await handle.stat();
    if (size <= wholeLimit) return digestFile(file, known);
    const kept = known ? Math.floor(known.bytes / chunkBytes) : 0;
    const chunks: Buffer[] = [];
    const begin = kept * chunkBytes;
    let [next, bytes] = [0, begin];
    const lane = async (): Promise<void> => {
      const buffer = Buffer.allocUnsafe(chunkBytes);
      for (let i; begin + (i = next++) * chunkBytes < size;) {
        const at = begin + i * chunkBytes;
        const {bytesRead} = await handle.read(buffer, 0, Math.min(chunkBytes, size - at), at);
        if (bytesRead === 0) return;
        chunks[i] = Buffer.from(await subtle.digest("SHA-256", buffer.subarray(0, bytesRead)));
        bytes += bytesRead;
      }
    };
    await Promise.all(Array.from({length: Math.min(availableParallelism(), mostLanes)}, lane));
    const before = known ? [Buffer.from(known.chunks.subarray(0, kept * hashBytes))] : [];
    return digestOf(Buffer.concat([...before, ...chunks.filter((chunk) => chunk !== undefined)]), bytes, null);
  } finally {
    await handle.close();
  }
}

function digestOf(chunks: Buffer, bytes: number, whole: Hash | null): FileDigest {
  return {bytes, sha256: whole?.digest("hex") ?? null, digest: sha256(chunks), chunks};
}

/** SHA-256 of a whole file of any size, hex. Throws the node:fs error of open or read. */
export function sha256File(file: string): string {
  const fd = openSync(file, "r");
  try {
    const hash = createHash("sha256");
    for (const chunk of readChunks(fd, 0, Infinity)) hash.update(chunk);
    return hash.digest("hex");
  } finally {
    closeSync(fd);
  }
}

/**
 * True where the file still begins with the `bytes` bytes that gave these chunks. Looks at the first chunk and the last
 * two (the last MiB at least); with `every`, at all of them. Throws the node:fs error of open or read.
 */
export function beginsWith(file: string, {chunks, bytes}: {chunks: Uint8Array; bytes: number}, every = false): boolean {
  const count = Math.ceil(bytes / chunkBytes);
  if (chunks.length !== count * hashBytes) return false;
  const fd = openSync(file, "r");
  try {
    const looked = every ? [...Array(count).keys()] : [...new Set([0, count - 2, count - 1])].filter((i) => i >= 0);
    return looked.every((i) => {
      const from = i * chunkBytes;
      const to = Math.min(from + chunkBytes, bytes);
      const [chunk] = readChunks(fd, from, to);
      const known = chunks.subarray(i * hashBytes, (i + 1) * hashBytes);
      return bytes === 0 || (chunk?.length === to - from && hashOf(chunk).equals(known));
    });
  } finally {
    closeSync(fd);
  }
}

/** Bytes [from, to) by chunks in one buffer that is used again; fewer where the file ends before. */
function* readChunks(fd: number, from: number, to: number): Iterable<Buffer> {
  const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(to - from, 0)));
  for (let at = from; at < to;) {
    const size = fill(fd, buffer.subarray(0, Math.min(buffer.length, to - at)), at);
    if (size === 0) return;
    yield buffer.subarray(0, size);
    at += size;
  }
}

function fill(fd: number, buffer: Buffer, at: number): number {
  let size = 0;
  for (let read; size < buffer.length && (read = readSync(fd, buffer, size, buffer.length - size, at + size)) > 0;)
    size += read;
  return size;
}

function hashOf(chunk: Uint8Array): Buffer {
  return createHash("sha256").update(chunk).digest();
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

import {createHash} from "node:crypto";
import {closeSync, openSync, readSync} from "node:fs";

const chunkBytes = 1024 * 1024;

export interface FileDigest {
  bytes: number;
  /** SHA-256 of the whole file, hex. */
  sha256: string;
  /** SHA-256 over the SHA-256s of its 1 MiB chunks, hex: an append only hashes from the last whole chunk. */
  digest: string;
}

/** Reads the file once. Throws the node:fs error of open or read. */
export function digestFile(file: string): FileDigest {
  const fd = openSync(file, "r");
  try {
    const whole = createHash("sha256");
    const chunks = createHash("sha256");
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let bytes = 0;
    for (let size; (size = fill(fd, buffer)) > 0; bytes += size) {
      const chunk = buffer.subarray(0, size);
      whole.update(chunk);
      chunks.update(createHash("sha256").update(chunk).digest());
    }
    return {bytes, sha256: whole.digest("hex"), digest: chunks.digest("hex")};
  } finally {
    closeSync(fd);
  }
}

function fill(fd: number, buffer: Buffer): number {
  let size = 0;
  for (let read; size < buffer.length && (read = readSync(fd, buffer, size, buffer.length - size, null)) > 0;)
    size += read;
  return size;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

import {closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync} from "node:fs";
import {dirname} from "node:path";
import type {Encoding} from "./encoding.ts";
import {unpackGzip} from "./gzip.ts";
import {unpackZstd} from "./zstd.ts";

/** Past these a packed file is taken for a bomb: bytes in all, and bytes per packed byte once there are many. */
export interface UnpackLimits {
  bytes: number;
  ratio: number;
  ratioFrom: number;
}

export const unpackLimits: UnpackLimits = {bytes: 64 * 2 ** 30, ratio: 500, ratioFrom: 64 * 2 ** 20};

/** What became of a packed file. */
export interface Unpacked {
  /** False: nothing of it is to be read. */
  kept: boolean;
  /** Plain words where it was not unpacked whole; null where it was. */
  note: string | null;
}

class Bomb extends Error {}

const unpackers = {gzip: unpackGzip, zstd: unpackZstd} satisfies Record<Encoding, typeof unpackGzip>;

/**
 * Writes the content of a packed file to `target`, which appears whole or not at all; of a stream that is cut or damaged,
 * what comes before. Memory is bounded whatever the file claims. Throws the node:fs errors of both files.
 */
export async function unpack(
  file: string,
  encoding: Encoding,
  target: string,
  limits: UnpackLimits = unpackLimits
): Promise<Unpacked> {
  mkdirSync(dirname(target), {recursive: true});
  const partial = `${target}.${process.pid}.partial`;
  const fd = openSync(partial, "w");
  let open = true;
  try {
    const sink = limited(fd, statSync(file).size, limits);
    const fault = await unpackers[encoding](file, sink.write);
    fsyncSync(fd);
    closeSync(fd);
    open = false;
    renameSync(partial, target);
    return {
      kept: true,
      note: fault && `${fault}: the ${sink.bytes()} bytes before it are read; copy the file anew if it should be whole`
    };
  } catch (error) {
    if (!(error instanceof Bomb)) throw error;
    return {kept: false, note: error.message};
  } finally {
    if (open) closeSync(fd);
    rmSync(partial, {force: true});
  }
}

function limited(
  fd: number,
  packed: number,
  {bytes: most, ratio, ratioFrom}: UnpackLimits
): {write: (bytes: Uint8Array) => void; bytes: () => number} {
  let total = 0;
  const write = (bytes: Uint8Array): void => {
    total += bytes.length;
    const why =
      total > most
        ? `expected at most ${most} bytes unpacked`
        : total > ratioFrom && total > packed * ratio
          ? `expected at most ${ratio} bytes for each packed one`
          : null;
    if (why) throw new Bomb(`${why}, found more, as in a decompression bomb: unpack it yourself if it is none`);
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
  };
  return {write, bytes: () => total};
}

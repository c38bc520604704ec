import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {isFileError} from "../failure.ts";

const caches = "/sys/devices/system/cpu/cpu0/cache";
const unknownCache = 64 * 2 ** 20;
const factors: Record<string, number> = {K: 2 ** 10, M: 2 ** 20, G: 2 ** 30};

/** Bytes of the largest cache of the first processor; 64 MiB where Linux does not say. */
export function lastLevelCacheBytes(folder = caches): number {
  try {
    const sizes = readdirSync(folder)
      .filter((name) => name.startsWith("index"))
      .map((name) => sizeOf(readFileSync(join(folder, name, "size"), "utf8")));
    return Math.max(0, ...sizes) || unknownCache;
  } catch (error) {
    if (isFileError(error)) return unknownCache;
    throw error;
  }
}

/** "32768K" → 33554432; 0 for what is no size. */
function sizeOf(text: string): number {
  const [, number, factor] = /^(\d+)([KMG]?)\s*$/.exec(text) ?? [];
  return Number(number ?? 0) * (factors[factor ?? ""] ?? 1);
}

/**
 * How many sets of memory to rotate among so that, before one is used again, the others have moved more than twice the
 * last-level cache. `bytes` is what one use touches.
 */
export function rotationCount(bytes: number, cacheBytes: number): number {
  return Math.floor((2 * cacheBytes) / Math.max(1, bytes)) + 2;
}

import {loadLines, type NativeLines} from "./addon/load.ts";

export type {NativeLines, NativeStream} from "./addon/load.ts";

/** A reader of patterned lines on `threads` threads (0: as many as there are); null where the addon was not built. */
export function openLines(threads = 0): NativeLines | null {
  const Lines = loadLines();
  return Lines && new Lines(threads);
}

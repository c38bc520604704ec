import {loadLines, type NativeLines} from "./addon/load.ts";

export type {NativeLines, NativeStream} from "./addon/load.ts";

/** A reader of patterned lines on `threads` threads (0: as many as there are); null where the addon was not built. */
export function openLines(threads = 0): NativeLines | null {
  const Lines = loadLines();
  return typeof Lines === "string" ? null : new Lines(threads);
}

/** Why there is no reader of patterned lines here; null where there is one. */
export function absentLines(): string | null {
  const Lines = loadLines();
  return typeof Lines === "string" ? Lines : null;
}

import type {Format, Head} from "./format.ts";
import {guessFormat} from "./guess.ts";
import {formats} from "./index.ts";

export interface Recognition {
  /** Null: unrecognised. */
  format: Format | null;
  confidence: number;
  /** The nearest known kind of file when unrecognised, e.g. "CSV". */
  guess: string | null;
  /** Plain words: why it was not recognised. */
  note: string | null;
}

const headBytes = 64 * 1024;

/** The beginning of a file from its first bytes (more than 64 KiB are cut). */
export function headOf(bytes: Uint8Array): Head {
  const kept = bytes.subarray(0, headBytes);
  const text = new TextDecoder("utf-8").decode(kept);
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (lines.length > 1) lines.pop();
  return {text, bytes: kept, lines};
}

/**
 * The first of the `declared` formats that means the path; else the format with the highest confidence, the earlier one
 * in the table where two are equal.
 */
export function recognise(path: string, head: Head, declared: Format[] = []): Recognition {
  if (head.bytes.length === 0) return {format: null, confidence: 0, guess: null, note: "empty file"};
  const chosen = declared.find((format) => format.detect(path, head) > 0);
  if (chosen) return {format: chosen, confidence: 1, guess: null, note: null};
  let best: Recognition = {format: null, confidence: 0, guess: null, note: null};
  for (const format of formats) {
    const confidence = format.detect(path, head);
    if (confidence > best.confidence) best = {format, confidence, guess: null, note: null};
  }
  return best.format ? best : {...best, ...guessFormat(head)};
}

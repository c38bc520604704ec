import type {Head} from "./format.ts";
import {JsonLineReader, type JsonLine} from "./json-line.ts";
import {JsonFault} from "./json-tokens.ts";

const sampled = 256;

/** What the first lines of a file are. */
export interface Sample {
  /** Lines that are JSON objects; none where the first line opens an array. */
  objects: JsonLine[];
  /** Lines looked at, blank ones left out. At least 1. */
  lines: number;
  /** The head is one line only: as well a JSON document as a log of one row. */
  single: boolean;
}

const samples = new WeakMap<Head, Sample>();

/** Parses up to 256 lines of a head, once for all formats that ask. */
export function sampleObjects(head: Head): Sample {
  let sample = samples.get(head);
  if (!sample) samples.set(head, (sample = parseSample(head)));
  return sample;
}

function parseSample({lines}: Head): Sample {
  const reader = new JsonLineReader();
  const filled = lines
    .map((line) => line.replace(/^\ufeff/, ""))
    .filter((line) => line.trim() !== "")
    .slice(0, sampled);
  const array = /^\[\s*($|[{[])/.test(filled[0] ?? "");
  const objects = (array ? [] : filled).flatMap((line) => {
    try {
      return [reader.read(line)];
    } catch (error) {
      if (error instanceof JsonFault) return [];
      throw error;
    }
  });
  return {objects, lines: Math.max(filled.length, 1), single: filled.length === 1};
}

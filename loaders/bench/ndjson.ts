import {mkdirSync, renameSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";

/** Writes one JSON object per line, whole or not at all. Throws on numbers that JSON has no word for. */
export function writeNdjson(path: string, rows: readonly object[]): void {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(`${path}.partial`, rows.map((row) => `${JSON.stringify(row, onlyFinite)}\n`).join(""));
  renameSync(`${path}.partial`, path);
}

function onlyFinite(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError(`${key} is ${value}, expected finite`);
  return value;
}

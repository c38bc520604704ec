import {deserialize, serialize} from "node:v8";
import type {Format} from "../../loaders/formats/format.ts";
import type {Checkpoint} from "../../loaders/formats/resumption.ts";
import type {Row} from "../../loaders/rows.ts";
import {sourceOf} from "../tiling.ts";

/** One reading: rows that stay, rows that an append may change, and where to go on. */
export interface Reading {
  kept: Row[];
  tail: Row[];
  checkpoint: Checkpoint | null;
}

/** Reads the content from where the reading before ended; the state goes through the same text form as on disk. */
export function readOn(format: Format, path: string, content: Uint8Array, before: Reading | null): Reading {
  let stored: Buffer | null = null;
  const reading: Reading = {kept: [...(before?.checkpoint ? before.kept : [])], tail: [], checkpoint: null};
  const from = before?.checkpoint ?? null;
  const resumption = {
    from,
    checkpoint(at: Checkpoint) {
      if (stored) throw new Error("expected one checkpoint, found a second");
      stored = serialize(at);
    }
  };
  for (const row of format.parse(sourceOf(path, content), resumption)) (stored ? reading.tail : reading.kept).push(row);
  reading.checkpoint = stored && (deserialize(stored) as Checkpoint);
  return reading;
}

/** The rows after reading a file at each of these sizes, in an order of their own. */
export function rowsAfterGrowth(format: Format, path: string, content: Uint8Array, sizes: number[]): string[] {
  let reading: Reading | null = null;
  for (const size of [...sizes, content.length]) {
    reading = readOn(format, path, content.subarray(0, size), reading);
    assertSeparate(reading);
  }
  return textOf([...reading!.kept, ...reading!.tail]);
}

export function textOf(rows: Row[]): string[] {
  const text = (_key: string, value: unknown): unknown =>
    typeof value === "bigint" ? `${value}n` : Object.is(value, -0) ? "-0" : value === undefined ? null : value;
  return rows.map((row) => JSON.stringify(row, text)).sort();
}

/** What may change is told apart from what stays by table, unit and run_id: see Resumption. */
function assertSeparate({kept, tail, checkpoint}: Reading): void {
  if (!checkpoint) return;
  const key = (row: Row): string =>
    `${row.table} ${row.at.unit} ${"values" in row ? String(row.values.run_id ?? null) : ""}`;
  const stays = new Set(kept.map(key));
  for (const row of tail)
    if (row.at.unit <= checkpoint.unit && stays.has(key(row)))
      throw new Error(`expected no row of ${key(row)} before the checkpoint, found one`);
  for (const row of kept)
    if (row.at.unit > checkpoint.unit)
      throw new Error(`expected rows up to unit ${checkpoint.unit} before the checkpoint, found ${key(row)}`);
}

import {createHash} from "node:crypto";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {readLines, type Source} from "../loaders/files/source.ts";
import type {Row, UnitRow} from "../loaders/rows.ts";

/** A source with these bytes under this logical path; its lines are read by the same code as a file's. */
export function sourceOf(path: string, content: string | Uint8Array): Source {
  const bytes = Buffer.from(content as Uint8Array);
  return {
    path,
    sourceId: createHash("sha256").update(path).digest("hex").slice(0, 12),
    bytes: bytes.length,
    *lines(from) {
      const folder = mkdtempSync(join(tmpdir(), "colophon-source-"));
      try {
        writeFileSync(join(folder, "source"), bytes);
        yield* readLines(join(folder, "source"), bytes.length, from);
      } finally {
        rmSync(folder, {recursive: true});
      }
    },
    read(limit = Infinity) {
      if (bytes.length > limit) throw new Error(`expected at most ${limit} bytes, found ${bytes.length}`);
      return bytes;
    },
    slice: (start, end) => bytes.subarray(start, end)
  };
}

/**
 * Throws unless the unit rows come in order, tile [0, bytes), say why where they are rejected or ignored, and every
 * other row's place is one of the units already seen.
 */
export function assertTiles(rows: Iterable<Row>, bytes: number): void {
  const units: UnitRow[] = [];
  let end = 0;
  for (const row of rows) {
    const {at} = row;
    const where = `unit ${at.unit} at [${at.start}, ${at.end})`;
    if (row.table !== "unit") {
      const unit = units[at.unit - 1];
      if (!unit || unit.at.start !== at.start || unit.at.end !== at.end)
        throw new Error(
          `expected the ${row.table} row of ${where} behind the unit row of that place, found ${JSON.stringify(unit?.at)}`
        );
      if (unit.outcome !== "parsed")
        throw new Error(`expected rows of parsed units only, found a ${row.table} row of ${where}, ${unit.outcome}`);
      continue;
    }
    if (at.unit !== units.length + 1 || at.start !== end || at.end < at.start)
      throw new Error(`expected unit ${units.length + 1} at byte ${end}, found ${where}`);
    if (row.outcome === "rejected" && !row.reason) throw new Error(`expected a reason for the rejected ${where}`);
    if (row.outcome === "ignored" && !row.rule) throw new Error(`expected a rule for the ignored ${where}`);
    units.push(row);
    end = at.end;
  }
  if (end !== bytes) throw new Error(`expected units to reach byte ${bytes}, found ${end}`);
}

import {DuckDBInstance} from "@duckdb/node-api";
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {maxLineBytes} from "../../loaders/files/source.ts";
import {repositoryAudit} from "../../loaders/formats/audits/repository-audit.ts";
import {benchmarkNdjson} from "../../loaders/formats/benchmark-ndjson.ts";
import {eventNdjson} from "../../loaders/formats/event-ndjson.ts";
import {llmcLog} from "../../loaders/formats/runs/llmc-log.ts";
import {mll} from "../../loaders/formats/runs/mlperf/mll.ts";
import {mllog} from "../../loaders/formats/runs/mlperf/mllog.ts";
import {nanogptSpeedrun} from "../../loaders/formats/runs/nanogpt-speedrun.ts";
import {rlTable} from "../../loaders/formats/runs/rl-table.ts";
import {testNdjson} from "../../loaders/formats/test-ndjson.ts";
import {trainingNdjson} from "../../loaders/formats/training-ndjson/index.ts";
import {factTables, type Row, type UnitRow} from "../../loaders/rows.ts";
import {seeded} from "../seeded.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const formats = [
  mllog,
  mll,
  llmcLog,
  nanogptSpeedrun,
  rlTable,
  benchmarkNdjson,
  testNdjson,
  repositoryAudit,
  trainingNdjson,
  eventNdjson
];
/** Per format. */
const mutations = 500;
const fixtures = join(import.meta.dirname, "..", "fixtures");
const units = (rows: Row[]) => rows.filter((row): row is UnitRow => row.table === "unit");

/** Columns of every table a parser may fill, as the warehouse has them. */
const columns = new Map<string, Set<string>>();
beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for (const name of ["schema.sql", "layout.sql"])
    await connection.run(readFileSync(join(import.meta.dirname, "..", "..", "loaders", name), "utf8"));
  for (const table of factTables)
    columns.set(table, new Set((await connection.run(`SELECT * FROM "${table}" LIMIT 0`)).columnNames()));
});

describe.each(formats.map((format) => [format.name, format] as const))("%s", (name, format) => {
  const samples = readdirSync(join(fixtures, name))
    .filter((file) => !file.endsWith(".expected.json"))
    .map((file) => readFileSync(join(fixtures, name, file)));
  const good = samples.at(-1)!.subarray(0, samples.at(-1)!.indexOf(0x0a) + 1);

  it("names only columns of schema.sql", () => {
    for (const bytes of samples)
      for (const row of format.parse(sourceOf("x", bytes))) {
        if (!("values" in row)) continue;
        expect(factTables).toContain(row.table);
        for (const column of Object.keys(row.values)) expect([...columns.get(row.table)!]).toContain(column);
      }
  });

  it("writes strict JSON wherever a column holds JSON", () => {
    for (const bytes of samples) assertStrictJson([...format.parse(sourceOf("x", bytes))]);
  });

  it("rejects a line longer than the limit with its beginning, and goes on", () => {
    const long = Buffer.alloc(maxLineBytes + 10, "x");
    long[long.length - 1] = 0x0a;
    const bytes = Buffer.concat([good, long, good]);
    const rows = [...format.parse(sourceOf("x", bytes))];
    assertTiles(rows, bytes.length);
    const found = units(rows);
    expect(found[1]).toMatchObject({
      outcome: "rejected",
      reason: `line of ${long.length} bytes is longer than 16 MiB`,
      text: "x".repeat(4096)
    });
    expect(found[2]!.outcome).toBe(found[0]!.outcome);
  });

  it("tells an empty file and a blank one", () => {
    expect([...format.parse(sourceOf("x", ""))]).toEqual([]);
    expect(units([...format.parse(sourceOf("x", "\n \r\n"))]).map(({rule}) => rule)).toEqual([
      "blank line",
      "blank line"
    ]);
  });

  it("never throws and always tiles under random mutations", () => {
    const random = seeded(17);
    for (let n = 0; n < mutations; n++) {
      const bytes = mutate(random.pick(samples), random);
      const rows = [...format.parse(sourceOf("x", bytes))];
      assertTiles(rows, bytes.length);
      assertStrictJson(rows);
    }
  });
});

function assertStrictJson(rows: Row[]): void {
  for (const row of rows)
    for (const column of ["attributes", "config", "axes", "environment"]) {
      const text = "values" in row ? row.values[column] : null;
      if (typeof text === "string") JSON.parse(text);
    }
}

const splices = [
  "\n",
  "\r\n",
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  "\\",
  "\\ud800",
  "NaN",
  "-",
  "1e999",
  '"step":1,',
  ":::MLLOG ",
  ":::MLL 1.5 a: {",
  "\r",
  "\u001b[31m",
  "\ufeff",
  "\0",
  "null"
];

/** Cuts, repeats, overwrites or splices a few places of a file. */
function mutate(bytes: Buffer, random: ReturnType<typeof seeded>): Buffer {
  let out = Buffer.from(bytes);
  for (let edits = random.integer(1, 6); edits > 0; edits--) {
    const at = random.integer(0, out.length);
    const to = Math.min(out.length, at + random.integer(0, 40));
    const kind = random.integer(0, 3);
    if (kind === 0) out = Buffer.concat([out.subarray(0, at), out.subarray(to)]);
    else if (kind === 1) out = Buffer.concat([out.subarray(0, to), out.subarray(at)]);
    else if (kind === 2)
      out = Buffer.concat([out.subarray(0, at), Buffer.from(random.pick(splices)), out.subarray(at)]);
    else if (at < out.length) out[at] = random.integer(0, 255);
  }
  return out;
}

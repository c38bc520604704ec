import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, it} from "vitest";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-quality-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const lines = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const steps = (last: number): object[] => Array.from({length: last}, (_, i) => ({step: i + 1, loss: 1 / (i + 1)}));
const files: Record<string, string> = {
  "even.ndjson": lines(steps(3)),
  // Two keys of several types that not every line has, in one file.
  "drift.ndjson": lines([
    {step: 1, loss: 1, a: 1, b: 1},
    {step: 2, loss: 1, a: "x", b: "x"},
    {step: 3, loss: 1}
  ]),
  "keys.ndjson": lines([
    {step: 1, loss: 1, lr: 0.1},
    {step: 2, loss: 2}
  ]),
  // One restart: two runs, each with a row for its part.
  "restart.ndjson": lines([...steps(40), ...steps(5)]),
  "tail.ndjson": `${lines([...steps(6)])}{"step": 7, "lo`,
  "twin.ndjson": lines(steps(3))
};

it("quality_counts.parquet.sql counts files and runs, each once, and leads to each", async () => {
  mkdirSync(join(folder, "logs"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "logs", name), text);
  const warehouse = join(folder, "warehouse.duckdb");
  await ingest({inputs: [join(folder, "logs")], warehouse});
  const reader = await Reader.open(warehouse);
  try {
    const sql = readFileSync(join(import.meta.dirname, "../../src/data/quality_counts.parquet.sql"), "utf8");
    const rows = (await (await reader.select(sql)).getRowsJS()) as [string, bigint, string][];
    const counts = rows.map(([kind, n, evidence]) => [kind, n, (JSON.parse(evidence) as {n: number}).n]);
    expect(counts).toEqual([
      ["keys", 2n, 2],
      ["pending", 1n, 1],
      ["pieces", 2n, 2],
      ["twins", 1n, 1],
      ["types", 1n, 1]
    ]);
  } finally {
    reader.close();
  }
});

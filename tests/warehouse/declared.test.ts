import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import type {FormatDeclaration} from "../../loaders/formats/declared/declaration.ts";
import {ingest, type IngestResult} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-declared-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

let count = 0;
function inputOf(files: Record<string, string>): string {
  const input = join(folder, `case-${++count}`, "logs");
  mkdirSync(input, {recursive: true});
  for (const [name, content] of Object.entries(files)) writeFileSync(join(input, name), content);
  return input;
}

const warehouseOf = (input: string) => join(input, "..", "warehouse.duckdb");
const run = (input: string, formats?: FormatDeclaration[], more: object = {}): Promise<IngestResult> =>
  ingest({inputs: [input], warehouse: warehouseOf(input), formats, ...more});

async function select(input: string, sql: string): Promise<unknown[][]> {
  const reader = await Reader.open(warehouseOf(input));
  try {
    return (await (await reader.select(sql)).getRowsJS()) as unknown[][];
  } finally {
    reader.close();
  }
}

const log = "begin\nstep 1 loss 3\nstep 2 loss 2\n";
const mine: FormatDeclaration = {name: "mine", match: "*.log", line: /step (?<step>\d+) loss (?<loss>\S+)/};
const points = "SELECT s.path, s.format, m.step, m.value FROM metric m JOIN source s USING (source_id) ORDER BY ALL";

describe("ingest(options) with declared formats", () => {
  it("keeps the ledger of a declared file, under declared:name", async () => {
    const input = inputOf({"a.log": log, "b.ndjson": '{"step": 1, "loss": 4}\n'});
    const result = await run(input, [mine]);
    expect(result).toMatchObject({
      formats: {"declared:mine": 1, "training-ndjson": 1},
      parsed: 3,
      ignored: 1,
      unrecognised: [],
      remarks: []
    });
    expect(await select(input, points)).toEqual([
      ["logs/a.log", "declared:mine", 1, 3],
      ["logs/a.log", "declared:mine", 2, 2],
      ["logs/b.ndjson", "training-ndjson", 1, 4]
    ]);
    expect(await select(input, "SELECT rule, units::INT FROM ignored")).toEqual([
      ["does not match the declared line", 1]
    ]);
  });

  it("reads again what another expression reads otherwise, and nothing where it is the same", async () => {
    const input = inputOf({"a.log": log});
    expect((await run(input)).unrecognised).toHaveLength(1);
    expect(await run(input, [mine])).toMatchObject({unchanged: 0, unrecognised: []});
    expect(await run(input, [{...mine}])).toMatchObject({unchanged: 1});
    const first = await run(input, [{...mine, line: /STEP (?<step>1) loss (?<loss>\S+)/i}]);
    expect(first).toMatchObject({unchanged: 0, parsed: 1});
    expect(await run(input, [{...mine, line: /STEP (?<step>1) loss (?<loss>\S+)/}])).toMatchObject({
      unchanged: 0,
      parsed: 0
    });
  });

  it("says of a source where not one line matches", async () => {
    const input = inputOf({"a.log": log, "b.log": "step one\nstep two\n"});
    const note = "declared as mine, but not one of its 2 lines matches /step (?<step>\\d+) loss (?<loss>\\S+)/";
    expect((await run(input, [mine])).remarks).toEqual([{path: "logs/b.log", note}]);
    expect(await select(input, "SELECT note FROM source WHERE path = 'logs/b.log'")).toEqual([[note]]);
    expect((await run(input, [mine])).remarks).toHaveLength(1);
  });

  it("reads a declared file whose twin is not declared", async () => {
    const input = inputOf({"a.txt": log, "b.log": log, "c.log": log});
    const result = await run(input, [mine]);
    expect(result.formats).toEqual({"declared:mine": 2});
    expect(await select(input, `SELECT DISTINCT path FROM (${points})`)).toEqual([["logs/b.log"]]);
  });

  it("fails on an expression without an end, and leaves the last generation as it was", async () => {
    const input = inputOf({"a.log": log});
    await run(input, [mine]);
    writeFileSync(join(input, "b.log"), `${"1".repeat(50)}y\n`);
    const started = performance.now();
    await expect(run(input, [{...mine, line: /^(?<loss>(\d+)+)x$/}])).rejects.toThrow(
      /expected \/.*\/ of declared:mine to be matched within 5 s, found it still busy at logs\/b\.log:1/
    );
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(await select(input, points)).toHaveLength(2);
  });

  it("is one of the formats that can be forced", async () => {
    const input = inputOf({"a.dat": log});
    expect(await run(input, [mine], {format: "declared:mine"})).toMatchObject({
      formats: {"declared:mine": 1},
      parsed: 2
    });
    await expect(run(input, [mine], {format: "declared:other"})).rejects.toThrow("declared:mine, ");
  });

  it("offers a declaration for text with named numbers, and none for the rest", async () => {
    const input = inputOf({"a.log": log, "b.txt": "words\nand words\n", "c.json": '{\n"a": 1\n}\n'});
    const {unrecognised} = await run(input);
    expect(unrecognised.map(({path, starter}) => [path, starter])).toEqual([
      [
        "logs/a.log",
        String.raw`{name: "a", match: "logs/a.log", line: /step\s+(?<step>[-+.\w]+)\s+loss\s+(?<loss>[-+.\w]+)/}`
      ],
      ["logs/b.txt", null],
      ["logs/c.json", null]
    ]);
  });

  it("refuses a declaration of the wrong shape", async () => {
    const input = inputOf({"a.log": log});
    await expect(run(input, [{name: "a", match: "*"} as unknown as FormatDeclaration])).rejects.toThrow(
      "either line or columns"
    );
  });
});

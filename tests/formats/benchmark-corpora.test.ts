import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {FactRow, Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const logs = join(import.meta.dirname, "..", "..", "..", "shared", "corpora", "logs");
const present = existsSync(logs);
if (!present) process.stdout.write("skipped: corpora of real benchmarks, ../shared/corpora is not there\n");

/** Rows of every file of a folder that one of `formats` claims, by file; other files are left out. */
function read(folder: string, formats: RegExp): Map<string, Row[]> {
  const names = readdirSync(join(logs, folder), {recursive: true, encoding: "utf8"}).sort();
  const rows = new Map<string, Row[]>();
  for (const name of names.filter((file) => statSync(join(logs, folder, file)).isFile())) {
    const bytes = readFileSync(join(logs, folder, name));
    const {format} = recognise(`${folder}/${name}`, headOf(bytes));
    if (!format || !formats.test(format.name)) continue;
    const found = [...format.parse(sourceOf(`${folder}/${name}`, bytes))];
    assertTiles(found, bytes.length);
    rows.set(name, found);
  }
  return rows;
}

const facts = (rows: Row[], table: string) =>
  rows.filter((row): row is FactRow => row.table === table).map(({values}) => values);
const all = (files: Map<string, Row[]>, table: string) => [...files.values()].flatMap((rows) => facts(rows, table));
const count = (values: unknown[]) =>
  Object.fromEntries(
    [...new Set(values)].map((value) => [String(value), values.filter((one) => one === value).length])
  );

describe.skipIf(!present)("benchmarks of real tools", () => {
  it("reads ten google-benchmark files; entries without a time say so", () => {
    const files = read("google-benchmark-json", /^google-benchmark$/);
    expect(files.size).toBe(10);
    const cases = all(files, "benchmark");
    expect(count(cases.map(({state}) => state))).toEqual({undefined: 106, unmeasured: 12});
    const first = facts([...files].find(([name]) => name.endsWith("test1_run1.json"))![1], "benchmark");
    expect(first[0]).toMatchObject({case: "BM_SameTimes", quantity: "real_time", unit_name: "ns", clock_mhz: 4228});
  });

  it("reads both nvbench files: 126 states each, 38 of them skipped with their reason", () => {
    const files = read("nvbench-json", /^nvbench$/);
    expect(files.size).toBe(2);
    for (const rows of files.values()) {
      const cases = facts(rows, "benchmark");
      expect(new Set(cases.map(({case: name, device}) => `${String(name)} on ${String(device)}`)).size).toBe(126);
      expect(count(cases.filter(({state}) => state === "skipped").map(({reason}) => reason))).toEqual({
        "Narrowing conversion: sizeof(InputType) > sizeof(OutputType).": 26,
        "Not a conversion: InputType == OutputType.": 12
      });
      expect(new Set(cases.map(({device}) => device))).toEqual(new Set(["Quadro GV100", "Quadro GP100"]));
    }
  });

  it("reads thirty consecutive saves of pytest-benchmark, old schema", () => {
    const files = read("pytest-benchmark-json", /^pytest-benchmark$/);
    expect([files.size, all(files, "benchmark").length]).toEqual([30, 30]);
    expect(all(files, "statistic").filter(({name}) => name === "median")).toHaveLength(30);
  });

  it("reads every file of criterion; the rows of raw.csv are those of sample.json", () => {
    const files = read("criterion-rs", /^criterion-/);
    expect(files.size).toBe(66);
    const values = (name: string) => facts(files.get(name)!, "sample").map(({value, batch}) => [value, batch]);
    const samples = [...files.keys()].filter((name) => name.endsWith("sample.json"));
    expect(samples).toHaveLength(12);
    for (const name of samples) {
      expect(values(name)).toHaveLength(100);
      expect(values(name.replace("sample.json", "raw.csv"))).toEqual(values(name));
    }
    expect(new Set(all(files, "benchmark").map(({part_of}) => part_of)).size).toBe(18);
  });

  it("reads asv results: null failed, NaN skipped; what is no results file is not claimed", () => {
    const files = read("asv-results", /^asv-/);
    expect(files.size).toBe(41);
    expect(count(all(files, "benchmark").map(({state}) => state))).toEqual({failed: 45, undefined: 426, skipped: 2});
    expect(all(files, "record").filter(({kind}) => kind === "benchmark definition")).toHaveLength(35);
  });

  it("reads data.js: 11 suites, 1,832 points, 4,181 benches; a unit of no kind has no direction", () => {
    const files = read("gh-action-benchmark-data-js", /^gh-benchmark-data$/);
    const [rows] = [...files.values()];
    const cases = facts(rows!, "benchmark");
    expect([cases.length, new Set(cases.map(({suite}) => suite)).size]).toEqual([4181, 11]);
    expect(count(facts(rows!, "statistic").map(({name}) => name))).toEqual({value: 4181, range: 2344, stddev: 466});
    const directions = new Map(cases.map(({unit_name, higher_is_better}) => [unit_name, higher_is_better ?? null]));
    expect(Object.fromEntries(directions)).toMatchObject({
      "ns/iter": false,
      "ns/op": false,
      us: false,
      "ops/sec": true,
      "iter/sec": true,
      "ops/s": true,
      auxMetricUnits: null
    });
  });

  it("finds the table of Nsight Compute behind the program's output: nine launches with eight metrics", () => {
    const [rows] = [...read("ncu-csv", /^ncu-csv$/).values()];
    expect(facts(rows!, "benchmark")).toHaveLength(72);
    expect(new Set(facts(rows!, "benchmark").map(({case: name}) => name)).size).toBe(9);
    const units = rows!.filter((row) => row.table === "unit");
    expect(count(units.filter(({outcome}) => outcome !== "parsed").map(({rule}) => rule))).toEqual({
      "profiler and program output before the header": 12,
      "blank line": 3
    });
  });

  it("reads the kernels' own results with their percentiles and without a unit that nobody wrote", () => {
    const files = read("ncu-csv", /^robocache-/);
    const cases = all(files, "benchmark");
    expect(count(cases.map(({unit_name}) => unit_name))).toEqual({undefined: 6, ms: 2});
    expect(all(files, "statistic").filter(({name}) => name === "p99_ci95")).toHaveLength(6);
    expect(all(files, "statistic").find(({name}) => name === "speedup")).toMatchObject({value: 0.7363141967424374});
  });
});

import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {parseExpression, recompute} from "../../loaders/evidence/expression.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");
const folder = mkdtempSync(join(tmpdir(), "colophon-benchmark-result-"));
const logs = join(folder, "logs");
const sort = join(logs, "criterion", "Sort", "quick", "1024");
let reader: Reader;

const copies: [from: string, to: string][] = [
  ["google-benchmark/repetitions.json", "google/repetitions.json"],
  ["nvbench/states.json", "nvbench/states.json"],
  ["asv-results/version-2.json", "asv/version-2.json"],
  ["gh-benchmark-data/data.js", "gh/data.js"],
  ["robocache-csv/percentiles.csv", "robo/percentiles.csv"],
  ["benchmark-ndjson/cases.ndjson", "own/cases.ndjson"]
];

beforeAll(async () => {
  for (const [from, to] of copies) {
    mkdirSync(join(logs, to, ".."), {recursive: true});
    cpSync(join(fixtures, from), join(logs, to));
  }
  const names = {group_id: "Sort", function_id: "quick", value_str: "1024", throughput: null};
  const interval = {confidence_level: 0.95, lower_bound: 90, upper_bound: 120};
  const write = (path: string, content: string): void => {
    mkdirSync(join(sort, path, ".."), {recursive: true});
    writeFileSync(join(sort, path), content);
  };
  write(
    "new/benchmark.json",
    JSON.stringify({...names, full_id: "Sort/quick/1024", directory_name: "Sort/quick/1024"})
  );
  write("new/sample.json", "[[10,20,30],[1000,2200,2700]]");
  write(
    "new/estimates.json",
    JSON.stringify({
      Median: {confidence_interval: interval, point_estimate: 101},
      StdDev: {confidence_interval: interval, point_estimate: 9}
    })
  );
  write("change/estimates.json", JSON.stringify({Mean: {confidence_interval: interval, point_estimate: 0.5}}));
  const warehouse = join(folder, "warehouse.duckdb");
  await ingest({inputs: [logs], warehouse});
  reader = await Reader.open(warehouse);
});
afterAll(() => {
  reader?.close();
  rmSync(folder, {recursive: true});
});

async function results(where: string): Promise<Record<string, unknown>[]> {
  const sql = `SELECT * FROM benchmark_result WHERE ${where} ORDER BY quantity, "case", axes`;
  return (await (await reader.select(sql)).getRowObjectsJS()) as Record<string, unknown>[];
}

describe("benchmark_result", () => {
  it("takes the median of the samples that a tool kept, of repetitions and of batches", async () => {
    const [google] = await results("quantity = 'real_time' AND \"case\" = 'Sort/1024/k:8'");
    expect(google).toMatchObject({value: 1.625, value_is: "median of the samples", n: 2n, low: 1.5, high: 1.75});
    const [criterion] = await results("tool = 'criterion' AND quantity = 'time'");
    expect(criterion).toMatchObject({value: 100, n: 3n, low: 90, high: 110, bounds: "range of the samples", spread: 9});
    expect(recompute(parseExpression(String(criterion!.value_evidence)))).toBe(100);
  });

  it("shows the files of one criterion measurement as one case, its change beside it", async () => {
    const rows = await results("tool = 'criterion'");
    expect(rows.map(({quantity}) => quantity)).toEqual(["relative change of time", "time"]);
    for (const row of rows)
      expect(row).toMatchObject({case: "Sort/quick/1024", suite: "Sort", folder: "logs/criterion"});
  });

  it("takes what the tool computed where it kept none, by its own name", async () => {
    const [cold] = await results("tool = 'nvbench' AND quantity = 'cold GPU time' AND state IS NULL");
    expect(cold).toMatchObject({value: 0.0000125, value_is: "mean", n: null, value_unit: "s"});
    const [robo] = await results("path LIKE '%percentiles.csv' AND backend = 'cuda'");
    expect(robo).toMatchObject({
      value: 0.125,
      value_is: "p50_mean",
      low: 0.12,
      high: 0.13,
      bounds: "range of p50",
      spread: 0.008,
      spread_is: "p50_ci95",
      value_unit: null
    });
    const [rust] = await results("\"case\" = 'fib_20'");
    expect(rust).toMatchObject({value: 34001, spread: 2802, spread_is: "range", moment_is: "committed"});
  });

  it("keeps skipped, failed and unmeasured cases without a value", async () => {
    const rows = await results("state IS NOT NULL");
    expect(rows.map(({tool, state}) => `${String(tool)} ${String(state)}`).sort()).toEqual([
      "asv failed",
      "asv failed",
      "customBiggerIsBetter unmeasured",
      "google-benchmark failed",
      "google-benchmark skipped",
      "nvbench skipped",
      "nvbench unmeasured"
    ]);
    expect(rows.every(({value, reason}) => value === null && reason !== null)).toBe(true);
  });

  it("leaves out the cases that say what was timed, on which backend and in which dtype", async () => {
    expect(await results("path LIKE '%cases.ndjson' AND backend IS NOT NULL AND dtype IS NOT NULL")).toEqual([]);
  });
});

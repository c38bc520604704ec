import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {currentGeneration} from "../../loaders/warehouse/generation.ts";
import {registerNativeFunctions} from "../../loaders/warehouse/native-functions.ts";
import {Inputs, lines} from "./inputs.ts";

const root = join(import.meta.dirname, "../..");
const [runs, metrics, steps] = [60, 20, 30];
let inputs: Inputs;
let connection: DuckDBConnection;

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)).toISOString();
const read = (name: string) => readFileSync(join(root, `src/data/${name}.parquet.sql`), "utf8");

/** A run of one of ten groups, on steps of its own between those of the others, with a metric of the machine. */
function runLog(run: number): string {
  const rows = Array.from({length: steps}, (_, s) => {
    const losses = Array.from({length: metrics}, (_, m) => [`loss${m}`, 1 / (run + m + s + 1)]);
    return [
      {step: s * runs + run, time: at(10 * s), train: Object.fromEntries(losses) as object},
      {type: "system", time: at(10 * s + 5), system: {load: s}}
    ];
  });
  const begin = {type: "run", run_id: `run${run}`, group: `group${run % 10}`, seed: run, time: at(0)};
  return lines([begin, ...rows.flat(), {type: "end", status: "completed", time: at(10 * steps)}]);
}

beforeAll(async () => {
  inputs = new Inputs(Object.fromEntries(Array.from({length: runs}, (_, run) => [`${run}.ndjson`, runLog(run)])));
  await inputs.ingest();
  const settings = {access_mode: "READ_ONLY", threads: "1"};
  connection = await (await DuckDBInstance.create(currentGeneration(inputs.warehouse)!, settings)).connect();
  registerNativeFunctions(connection);
});
afterAll(() => {
  connection.closeSync();
  Inputs.removeAll();
});

async function count(sql: string): Promise<number> {
  return Number((await connection.runAndReadAll(`SELECT count(*) FROM (${sql}\n)`)).getRows()[0]![0]);
}

const ofMetrics = [
  "aligned",
  "bands",
  "density",
  "training_clock",
  "metrics",
  "metric_values",
  "run_metrics",
  "curves"
];

describe("the tables of metrics with many runs on different steps", () => {
  // DuckDB turns an ASOF join into a nested loop where it expects few rows, and it expects few behind these views.
  it.each(ofMetrics)("are worked out by joins on keys, never each row with each: %s", async (name) => {
    const plan = await connection.runAndReadAll(`EXPLAIN (FORMAT json) ${read(name)}`);
    const joins = String(plan.getRows().at(-1)![1]).match(/"[A-Z_]*(NESTED_LOOP|ASOF|IE_JOIN|PIECEWISE)[A-Z_]*"/g);
    expect(joins ?? []).toEqual([]);
  });

  it("put the runs on as many steps as there is room for, first and last among them", async () => {
    const curves = runs * metrics;
    const targets = Math.max(16, Math.min(200, Math.floor(100_000 / curves)));
    const {n, least, greatest} = (
      await connection.runAndReadAll(
        "SELECT count(*)::DOUBLE AS n, min(step) AS least, max(step) AS greatest FROM aligned_step WHERE metric = 'train/loss0'"
      )
    ).getRowObjects()[0] as Record<string, number>;
    expect(n).toBeGreaterThan(targets / 2);
    expect(n).toBeLessThanOrEqual(targets + 1);
    expect([least, greatest]).toEqual([0, steps * runs - 1]);
    expect(await count(read("aligned"))).toBe(n! * curves);
    expect(await count(read("bands"))).toBe(n! * 10 * metrics);
  });

  it("resample from at most two values of a run for each of these steps", async () => {
    const [longest] = (
      await connection.runAndReadAll("SELECT max(len(s) - 2 * len(t))::DOUBLE, max(len(s))::DOUBLE FROM aligned_series")
    ).getRows()[0] as number[];
    expect(longest).toBeLessThanOrEqual(0);
  });
});

import {readFileSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {firstDifference} from "../../loaders/record/run-log.ts";
import type {RunRow} from "../../loaders/record/run-log.ts";
import {plannedRuns, seeds, twins} from "../../loaders/record/run-plan.ts";

const data = join(import.meta.dirname, "../../data");
const rowsOf = (path: string): RunRow[] =>
  readFileSync(join(data, path), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunRow);
const runRows = (name: string): RunRow[] => rowsOf(`runs/${name}.ndjson`);

describe("data/runs", () => {
  it("has a file for every planned run and the evaluation", () =>
    expect(readdirSync(join(data, "runs")).sort()).toEqual(
      [...plannedRuns.map(({name}) => `${name}.ndjson`), "evaluation.ndjson"].sort()
    ));

  it("has every seed in at least two configurations", () => {
    const bySeed = new Map<string, Set<unknown>>();
    for (const {name} of plannedRuns) {
      const {seed, config} = runRows(name)[0]!;
      const key = JSON.stringify(config);
      bySeed.set(key, (bySeed.get(key) ?? new Set()).add(seed));
    }
    const full = [...bySeed.values()].filter((found) => seeds.every((seed) => found.has(seed)));
    expect(seeds.length).toBeGreaterThanOrEqual(3);
    expect(full.length).toBeGreaterThanOrEqual(2);
  });

  it.each(plannedRuns)("$name says what it was and how it ended", ({name, seed, group, config}) => {
    const rows = runRows(name);
    const [run, environment] = rows;
    expect(run).toMatchObject({type: "run", run_id: name, seed, group, config});
    expect(run!.source_digest).toMatch(/^[0-9a-f]{64}$/);
    expect(environment).toMatchObject({type: "environment", node: expect.any(String), cpu: expect.any(String)});
    expect(rows.at(-1)).toMatchObject({type: "end", status: "completed", step: config.optim.steps});
    const types = (type: string): RunRow[] => rows.filter((row) => row.type === type);
    expect(types("dataset").map(({split}) => split)).toEqual(["train", "val"]);
    expect(types("checkpoint").length).toBe(config.optim.steps / config.log.closed_loop_every);
    expect(types("system").length).toBeGreaterThan(1);
    const steps = rows.filter((row) => row.type === undefined).map(({step}) => Number(step));
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(config.optim.steps);
  });

  it.each(twins)("$second, equal to $first: $equal", ({first, second, equal}) => {
    const [a, b] = [runRows(first), runRows(second)];
    expect([a[0]!.seed, a[0]!.config]).toEqual([b[0]!.seed, b[0]!.config]);
    expect(firstDifference(a, b) === null).toBe(equal);
    const weights = (rows: RunRow[]): unknown[] =>
      rows.filter(({type}) => type === "checkpoint").map(({sha256}) => sha256);
    if (equal) expect(weights(b)).toEqual(weights(a));
    else expect(weights(b).filter((sha256) => weights(a).includes(sha256))).toEqual([]);
  });

  it("evaluates every run in one file, in the long form", () => {
    const rows = rowsOf("runs/evaluation.ndjson");
    expect([...new Set(rows.map(({run_id}) => run_id))]).toEqual(plannedRuns.map(({name}) => name));
    for (const {step, split, metric, value} of rows) {
      expect([typeof step, typeof split, typeof metric]).toEqual(["number", "string", "string"]);
      expect(Number.isFinite(value)).toBe(true);
    }
  });
});

describe("data/benchmarks/js-ops.ndjson", () => {
  const rows = rowsOf("benchmarks/js-ops.ndjson");
  it("has at least fifteen samples of every verified case", () => {
    expect(rows.length).toBeGreaterThanOrEqual(12);
    for (const row of rows) {
      const samples = row.samples as number[];
      expect(samples.length).toBeGreaterThanOrEqual(15);
      expect(samples.every((sample) => sample > 0)).toBe(true);
      expect(row).toMatchObject({type: "benchmark", backend: "js", unit: "ms", error_ulp: expect.any(Number)});
      expect(row.copy_gb_per_s).toBeGreaterThan(0);
    }
  });
});

describe("data/", () => {
  const files = readdirSync(data, {recursive: true, encoding: "utf8"}).filter((name) =>
    statSync(join(data, name)).isFile()
  );
  it("stays small", () =>
    expect(files.reduce((bytes, name) => bytes + statSync(join(data, name)).size, 0)).toBeLessThan(2 ** 21));
});

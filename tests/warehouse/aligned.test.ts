import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {leaves, recompute} from "../../loaders/evidence/expression.ts";
import {noGuard, runPageQuery, type Cell, type PageTable} from "../../loaders/evidence/page-query.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "colophon-aligned-"));
let reader: Reader;
const tables = new Map<string, PageTable>();

type Line = Record<string, unknown>;
type Row = Record<string, Cell>;

/** Seconds after the start of a run. */
const at = (seconds: number) => `2026-01-01T00:00:${String(seconds).padStart(2, "0")}.000Z`;

/** A run of a group: its steps by name of the metric, its machine by seconds, and how it ended. */
function runOf(
  name: string,
  group: string,
  steps: Record<number, number | null>,
  machine: Record<number, number> = {},
  status = "completed"
): Line[] {
  const start = {type: "run", run_id: name, group, seed: 1, time: at(0)};
  const logged = Object.entries(steps).map(([step, loss]) => ({
    step: Number(step),
    time: at(Number(step)),
    train: {loss}
  }));
  const seen = Object.entries(machine).map(([s, load]) => ({type: "system", time: at(Number(s)), system: {load}}));
  return [start, ...logged, ...seen, {type: "end", status, time: at(59)}];
}

const logs: Record<string, Line[]> = {
  a: runOf("a", "one", {0: 1, 10: 2, 20: 4, 30: 8}, {5: 10, 15: 30}),
  b: runOf("b", "one", {0: 3, 5: 5, 15: 9}),
  c: runOf("c", "one", {0: 100, 10: 100}, {}, "aborted"),
  d: runOf("d", "two", {0: 7, 10: NaN, 20: 7, 30: 7})
};

const textOf = (lines: Line[]) =>
  lines.map((line) => JSON.stringify(line, (_, v: unknown) => (Number.isNaN(v) ? "NaN!" : v)).replace('"NaN!"', "NaN"));

beforeAll(async () => {
  const [input, warehouse] = [join(folder, "logs"), join(folder, "warehouse.duckdb")];
  mkdirSync(input);
  for (const [name, lines] of Object.entries(logs))
    writeFileSync(join(input, `${name}.ndjson`), textOf(lines).join("\n"));
  await ingest({inputs: [input], warehouse});
  reader = await Reader.open(warehouse);
  for (const name of [
    "runs",
    "metrics",
    "metric_values",
    "run_metrics",
    "aligned",
    "bands",
    "density",
    "training_clock"
  ]) {
    const sql = readFileSync(join(root, `src/data/${name}.parquet.sql`), "utf8");
    tables.set(name, await runPageQuery(reader, sql, name, noGuard));
  }
});
afterAll(() => {
  reader.close();
  rmSync(folder, {recursive: true, force: true});
});

function rowsOf(name: string): Row[] {
  const {names, columns, rows} = tables.get(name)!;
  return Array.from({length: rows}, (_, r) => Object.fromEntries(names.map((column, c) => [column, columns[c]![r]!])));
}

const runNamed = (name: string) => String(rowsOf("runs").find((row) => row.name === name)!.run_id);
const find = (name: string, wanted: Row): Row =>
  rowsOf(name).find((row) => Object.entries(wanted).every(([key, v]) => row[key] === v))!;

/** The rows of a table that another counts for a metric, and for a run where it has one. */
function ranged(name: string, from: string, range: string, wanted: Row): Row[] {
  const row = find(from, wanted);
  return rowsOf(name).slice(Number(row[`${range}_start`]), Number(row[`${range}_end`]));
}

const aligned = (name: string) =>
  ranged("aligned", "metric_values", "aligned", {metric: "train/loss", run_id: runNamed(name)});

describe("aligned.parquet.sql", () => {
  it.each([
    ["a", {0: 1, 5: 1.5, 10: 2, 15: 3, 20: 4, 30: 8}],
    ["b", {0: 3, 5: 5, 10: 7, 15: 9, 20: null, 30: null}],
    ["c", {0: 100, 5: 100, 10: 100, 15: null, 20: null, 30: null}],
    ["d", {0: 7, 5: null, 10: null, 15: null, 20: 7, 30: 7}]
  ])("puts run %s on the steps that all share, and makes up nothing", (name, expected) => {
    expect(Object.fromEntries(aligned(name).map(({step, value}) => [step, value]))).toEqual(expected);
  });

  it("leads a value between two steps to both lines and to the step", () => {
    const {value_evidence, step_evidence} = aligned("a").find(({step}) => step === 5)!;
    const tree = tables.get("aligned")!.expressions.get(String(value_evidence).slice(1))!;
    const [a, b] = [runNamed("a"), runNamed("b")].map((run) => run.split(".")[0]);
    expect([...leaves(tree)].map(([place, raw]) => [place, Number(raw)])).toEqual([
      [`${a}:2`, 1],
      [`${a}:3`, 2],
      [`${a}:2`, 0],
      [`${a}:3`, 10],
      [`${b}:3`, 5]
    ]);
    expect(step_evidence).toBe(`${b}:3`);
  });
});

describe("bands.parquet.sql", () => {
  it("averages the runs of a group that log the step and were not aborted", () => {
    const rows = ranged("bands", "metrics", "band", {metric: "train/loss"});
    expect(
      rows.map(({group_label, step, runs, mean, least, greatest}) => [group_label, step, runs, mean, least, greatest])
    ).toEqual([
      ["one", 0, 2, 2, 1, 3],
      ["one", 5, 2, 3.25, 1.5, 5],
      ["one", 10, 2, 4.5, 2, 7],
      ["one", 15, 2, 6, 3, 9],
      ["one", 20, 1, 4, 4, 4],
      ["one", 30, 1, 8, 8, 8]
    ]);
  });
});

describe("training_clock.parquet.sql", () => {
  it("has the metrics of the machine at the times of the steps, within what was seen of it", () => {
    const rows = ranged("training_clock", "run_metrics", "clock", {metric: "system/load", run_id: runNamed("a")});
    expect(rows.map(({step, value}) => [step, value])).toEqual([
      [0, null],
      [10, 20],
      [20, null],
      [30, null]
    ]);
    const {value_evidence, step_evidence} = rows[1]!;
    const tree = tables.get("training_clock")!.expressions.get(String(value_evidence).slice(1))!;
    expect([...leaves(tree)].map(([, raw]) => raw)).toEqual([10, 30, at(5), at(15), at(10)]);
    expect(step_evidence).toBe(`${runNamed("a").split(".")[0]}:3`);
  });
});

describe("density.parquet.sql", () => {
  it("counts every finite logged value once, in the cell that holds it", () => {
    const cells = ranged("density", "metrics", "density", {metric: "train/loss"});
    const points = Object.values(logs)
      .flat()
      .flatMap(({step, train}) => (train ? [[step as number, (train as {loss: number}).loss] as const] : []))
      .filter(([, loss]) => !Number.isNaN(loss));
    for (const {log_y, x_from, x_to, y_from, y_to, points: counted} of cells as Record<string, number>[]) {
      expect(log_y).toBe(true);
      const inside = points.filter(
        ([x, y]) => x >= x_from! && x < x_to! && y >= y_from! * 0.999999 && y < y_to! * 0.999999
      );
      expect(inside.length).toBe(counted);
    }
    expect(cells.reduce((sum, cell) => sum + Number(cell.points), 0)).toBe(points.length);
  });
});

describe("what the ops gave", () => {
  it.each(["aligned", "bands", "density", "training_clock"])("can all be worked out again: %s", (name) => {
    const {names, columns, rows, expressions} = tables.get(name)!;
    let followed = 0;
    for (const column of names.filter((n) => `${n}_evidence` in Object.fromEntries(names.map((n) => [n, 0]))))
      for (let r = 0; r < rows; r++) {
        const value = columns[names.indexOf(column)]![r];
        const evidence = columns[names.indexOf(`${column}_evidence`)]![r];
        expect(value === null).toBe(evidence === null);
        if (typeof evidence !== "string" || !evidence.startsWith("=")) continue;
        expect([column, r, recompute(expressions.get(evidence.slice(1))!)]).toEqual([column, r, value]);
        followed++;
      }
    expect(followed).toBeGreaterThan(0);
  });

  it("is counted by the tables that hold the ranges, to the last row", () => {
    const last = (name: string, column: string) => rowsOf(name).at(-1)![column];
    expect(last("metrics", "band_end")).toBe(tables.get("bands")!.rows);
    expect(last("metrics", "density_end")).toBe(tables.get("density")!.rows);
    expect(last("metric_values", "aligned_end")).toBe(tables.get("aligned")!.rows);
    expect(last("run_metrics", "clock_end")).toBe(tables.get("training_clock")!.rows);
  });
});

import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {dirname, join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import {trainingNdjson} from "../../loaders/formats/training-ndjson/index.ts";
import type {FactRow, Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const logs = join(import.meta.dirname, "..", "..", "..", "shared", "corpora", "logs");
const present = existsSync(logs);
if (!present) process.stdout.write("skipped: tables of real logs, ../shared/corpora is not there\n");

const filesOf = (folder: string) =>
  (readdirSync(join(logs, folder), {recursive: true, encoding: "utf8"}) as string[])
    .map((name) => join(logs, folder, name))
    .filter((file) => statSync(file).isFile());

function rowsOf(file: string, format: string): Row[] {
  const bytes = readFileSync(file);
  const found = recognise(file, headOf(bytes));
  expect([file, found.format?.name]).toEqual([file, format]);
  const rows = [...found.format!.parse(sourceOf(file, bytes))];
  assertTiles(rows, bytes.length);
  return rows;
}

const facts = (rows: Row[], table: string) =>
  rows.filter((row): row is FactRow => row.table === table).map(({values}) => values);
const outcomes = (rows: Row[], outcome: string) =>
  rows.filter((row) => row.table === "unit" && row.outcome === outcome).length;

const numberOf = ({value, nonfinite}: FactRow["values"]) => nonfinite ?? value;
const pointOf = ({name, name_raw, step}: FactRow["values"]) => `${String(name_raw ?? name)} at ${String(step)}`;
const points = (rows: Row[]) => new Map(facts(rows, "metric").map((found) => [pointOf(found), numberOf(found)]));

/** Numbers of an object by their paths; NaN as the word that metrics use. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value === "number") return [[path, value]];
  if (value === "NaN") return [[path, "nan"]];
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, `${path}/${key}`));
}

describe.skipIf(!present)("Ray Tune: progress.csv against the result.json of the same trial", () => {
  const apex = "APEX_";
  const files = present ? filesOf("ray-progress-csv") : [];
  const twinOf = (file: string) => join(dirname(file).replace("ray-progress-csv", "ray-result-json"), "result.json");

  it.each(files.map((file) => [dirname(file).split("/").at(-1)!, file]))("%s", (trial, file) => {
    const table = rowsOf(file, "ray-progress");
    const bytes = readFileSync(twinOf(file));
    const result = [...trainingNdjson.parse(sourceOf("result.json", bytes))];
    const told = points(result);
    const read = points(table);
    expect([...read].filter(([point, value]) => told.has(point) && !Object.is(told.get(point), value))).toEqual([]);

    // Where one writer says nan the other may say null, which is no number: iterations before the first episode ended.
    const alone = [...read].filter(([point]) => !told.has(point));
    expect(alone.map(([, value]) => value)).toEqual(Array(trial.startsWith("IMPALA_BeamRider") ? 8 : 0).fill("nan"));
    const written = bytes.toString("utf8").split("\n");
    const wordOf = (point: string) => {
      const [key, step] = point.split(" at ");
      return /^(null|NaN|-?[\d.e+-]+)/.exec(written[Number(step) - 1]!.split(`"${key}": `)[1]!)![0];
    };
    expect(alone.map(([point]) => wordOf(point))).toEqual(alone.map(() => "null"));

    const steps = new Set(facts(table, "metric").map(({step}) => step));
    const flat = facts(result, "metric").filter(({name, step}) => steps.has(step!) && !String(name).includes("/"));
    expect(read.size).toBe(flat.length + alone.length);
    expect(steps.size).toBe(outcomes(table, "parsed") - 1);
    expect(outcomes(table, "pending")).toBe(trial.startsWith(apex) ? 1 : 0);

    const events = facts(table, "event").map(
      ({attributes}) => JSON.parse(String(attributes)) as Record<string, unknown>
    );
    const nested = events.flatMap(({info}, i) =>
      leaves(info, "info").map(([path, value]) => [`${path} at ${i + 1}`, value])
    );
    expect(nested.length).toBeGreaterThan(2000);
    expect(nested.filter(([point, value]) => !Object.is(told.get(String(point)), value))).toEqual([]);

    const params = (rows: Row[]) => facts(rows, "param").map(({key, value, type}) => [key, value, type]);
    expect(params(table)).toEqual(params(result));
  });

  it("reads 17,286 numbers, of which 24 are NaN", () => {
    const metrics = files.flatMap((file) => facts(rowsOf(file, "ray-progress"), "metric"));
    expect([metrics.length, metrics.filter(({nonfinite}) => nonfinite === "nan").length]).toEqual([17_286, 24]);
  });
});

describe.skipIf(!present)("tables of other loggers", () => {
  it("counts 114,465 episodes in 43 monitors, each a run with its start", () => {
    const files = filesOf("sb3-monitor-csv");
    let episodes = 0;
    for (const file of files) {
      const rows = rowsOf(file, "sb3-monitor");
      const rewards = facts(rows, "metric").filter(({name}) => name === "episode_reward");
      expect(facts(rows, "run").map(({started, writers}) => [started !== null, writers])).toEqual([[true, 1]]);
      expect([rewards.length, rewards.at(-1)!.step]).toEqual([outcomes(rows, "parsed") - 2, rewards.length]);
      episodes += rewards.length;
    }
    expect([files.length, episodes]).toEqual([43, 114_465]);
  });

  it("keeps the 639 NaN of a Lightning table apart from its one number", () => {
    const metrics = filesOf("lightning-metrics-csv").flatMap((file) =>
      facts(rowsOf(file, "lightning-metrics"), "metric")
    );
    expect(metrics.filter(({nonfinite}) => nonfinite === "nan")).toHaveLength(639);
    expect(metrics.filter(({value}) => value !== null)).toMatchObject([{value: 1.6226933508321501e24, step: 0}]);
  });

  it("reads each timm table as one case per model, each number as a statistic", () => {
    const files = filesOf("timm-results-csv").map((file) => rowsOf(file, "timm-results"));
    const cases = files.map((rows) => facts(rows, "benchmark").length);
    expect(cases).toEqual(files.map((rows) => outcomes(rows, "parsed") - 1));
    expect([files.length, cases.reduce((sum, count) => sum + count, 0)]).toEqual([12, 17_247]);
  });

  it("reads the run of an exported chart from its columns", () => {
    const [rows] = filesOf("trackio-csv").map((file) => rowsOf(file, "trackio-csv"));
    expect(facts(rows!, "run")).toMatchObject([
      {name: "17/04/2025_22:06:37_elie-48n-1704-part1_tp_group_0", writers: 1}
    ]);
    expect(facts(rows!, "metric")).toHaveLength(3 * 2270);
  });

  it("reads AlgoPerf trials: no value from an empty cell, the files of a trial share its folder", () => {
    const files = filesOf("algoperf").filter((file) => !file.endsWith(".log"));
    const folders = new Map<string, Set<unknown>>();
    let [cells, metrics] = [0, 0];
    for (const file of files) {
      const kind = file.endsWith(".csv") ? "measurements" : file.includes("flags") ? "flags" : "meta";
      const rows = rowsOf(file, `algoperf-${kind}`);
      const [run] = facts(rows, "run");
      folders.set(dirname(file), (folders.get(dirname(file)) ?? new Set()).add(run!.part_of));
      if (kind !== "measurements") continue;
      const [header, ...records] = readFileSync(file, "utf8").trimEnd().split("\n");
      cells +=
        records
          .join(",")
          .split(",")
          .filter((cell) => cell !== "").length - records.length;
      metrics += facts(rows, "metric").length;
      expect(header!.split(",")).toContain("global_step");
    }
    expect([files.length, metrics]).toEqual([34, cells]);
    expect([...folders].map(([folder, keys]) => [...keys].map((key) => key === folder))).toEqual(
      Array(10).fill([true])
    );
  });
});

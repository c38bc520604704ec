import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {FactRow, Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const logs = join(import.meta.dirname, "..", "..", "..", "shared", "corpora", "logs");
const present = existsSync(logs);
if (!present) process.stdout.write("skipped: text logs, ../shared/corpora is not there\n");

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
const outcomes = (rows: Row[]) => {
  const counts: Record<string, number> = {};
  for (const row of rows)
    if (row.table === "unit") counts[row.rule ?? row.outcome] = (counts[row.rule ?? row.outcome] ?? 0) + 1;
  return counts;
};

describe.skipIf(!present)("text logs", () => {
  it("reads every line of main.log, in one run", () => {
    const rows = rowsOf(filesOf("llmc-log")[0]!, "llmc-log");
    expect(outcomes(rows)).toEqual({parsed: 19_640});
    const loss = facts(rows, "metric").filter(({name}) => name === "loss");
    const of = (split: string) => loss.filter((row) => row.split === split);
    expect([of("train").length, of("val").length]).toEqual([19_560, 80]);
    expect(of("val").at(-1)).toMatchObject({step: 19_560, value: 3.2722});
    expect(facts(rows, "run")).toMatchObject([{writers: 1}]);
  });

  it("reads every step of seven speedruns, nan before ms included", () => {
    const found = filesOf("nanogpt-speedrun-log").map((file) => rowsOf(file, "nanogpt-speedrun"));
    expect(found).toHaveLength(7);
    const metrics = found.flatMap((rows) => facts(rows, "metric"));
    expect(metrics.filter(({nonfinite, unit_name}) => nonfinite === "nan" && unit_name === "ms")).toHaveLength(91);
    expect(found.map((rows) => facts(rows, "metric").filter(({split}) => split === "val").length).sort()).toEqual([
      42, 42, 42, 42, 42, 51, 61
    ]);
    for (const rows of found) {
      expect(facts(rows, "run")).toMatchObject([{segment: 1, writers: 1}]);
      expect(outcomes(rows).rejected).toBeUndefined();
      expect(outcomes(rows)["program output"]).toBeUndefined();
    }
    expect(
      found.flatMap((rows) => facts(rows, "run").filter(({device}) => device === "NVIDIA H100 80GB HBM3"))
    ).toHaveLength(6);
  });

  it.each([
    ["FetchSlide/openai_run1.txt", 50],
    ["Fetch_Push/openai_run1.txt", 38],
    ["Fetch_Push/openai_run2.txt", 50]
  ])("reads each table of %s as one step", (name, tables) => {
    const file = filesOf("rl-tabular-log").find((path) => path.endsWith(name))!;
    const rows = rowsOf(file, "rl-table");
    const metrics = facts(rows, "metric");
    expect(metrics).toHaveLength(9 * tables);
    expect(new Set(metrics.map(({epoch}) => epoch)).size).toBe(tables);
    expect(facts(rows, "param").find(({key}) => key === "gamma")).toMatchObject({value: "0.98", type: "number"});
    expect(facts(rows, "run")).toMatchObject([{segment: 1, writers: 1}]);
    const bytes = readFileSync(file);
    for (const row of rows) {
      if (row.table !== "metric" || !("values" in row)) continue;
      const {value, value_raw, name_raw, name} = row.values;
      const text = bytes.subarray(row.at.start, row.at.end).toString();
      expect(text).toContain(String(value_raw ?? value));
      expect(text).toContain(String(name_raw ?? name));
    }
  });

  it("takes every system description apart, one cell per name", () => {
    const found = filesOf("mlperf-system-desc").map((file) => rowsOf(file, "mlperf-system"));
    expect(found).toHaveLength(58);
    const kinds = (kind: string) =>
      found.filter((rows) => rows.some((row) => row.table === "repair" && row.kind === kind));
    expect([kinds("duplicate key").length, kinds("Python dictionary in a string").length]).toEqual([5, 22]);
    for (const rows of found) {
      const names = facts(rows, "record").map(({name}) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(outcomes(rows).rejected).toBeUndefined();
      for (const {text, attributes} of facts(rows, "record"))
        expect(String(attributes).includes('"empty":true')).toBe(String(text).trim() === "");
    }
  });

  it("leaves reports for people unrecognised, and says what they look like", () => {
    for (const [name, guess] of [
      ["a100_functional_benchmarks.txt", "benchmark report"],
      ["nsys_output.txt", "profiler output"]
    ]) {
      const file = filesOf("ncu-csv").find((path) => path.endsWith(name!))!;
      expect(recognise(file, headOf(readFileSync(file)))).toMatchObject({format: null, guess});
    }
  });
});

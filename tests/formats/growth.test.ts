import {readFileSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import type {Format} from "../../loaders/formats/format.ts";
import {formats} from "../../loaders/formats/index.ts";
import {mllog} from "../../loaders/formats/runs/mlperf/mllog.ts";
import {trainingNdjson} from "../../loaders/formats/training-ndjson/index.ts";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import {grownTables} from "../grown-tables.ts";
import {seeded, type Seeded} from "../seeded.ts";
import {sourceOf} from "../tiling.ts";
import {readOn, rowsAfterGrowth, textOf} from "./growth.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");
const lines = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const step = (n: number, more: object = {}): object => ({step: n, loss: 1 / (n + 1), ...more});

function* range(from: number, to: number): Iterable<number> {
  for (let n = from; n <= to; n++) yield n;
}

const steps = (from: number, to: number, more: object = {}): object[] => [...range(from, to)].map((n) => step(n, more));

const logs: Record<string, string> = {
  "a restart that the next rows confirm": lines([...steps(1, 60), ...steps(50, 120, {note: "π ≈ 3, 再開"})]),
  "a restart that the end of the file settles": lines([...steps(1, 60), ...steps(55, 62, {host: "b"})]),
  "two writers that take turns": lines([...range(1, 80)].flatMap((n) => [step(n), step(n - 3, {loss: n / 7})])),
  "two named runs, both in doubt": lines([
    ...[...range(1, 50)].flatMap((n) => [step(n, {run_id: "a"}), step(n, {run_id: "b", acc: n})]),
    ...[...range(45, 70)].flatMap((n) => [step(n, {run_id: "a"}), step(n - 2, {run_id: "b", acc: -n})])
  ]),
  "announced runs with configuration, ends and system rows": lines([
    {type: "run", run_id: "é", seed: 7, config: {lr: 0.1}, ts: "2025-01-01 00:00:00"},
    ...steps(1, 20, {config: {lr: 0.1}}),
    {type: "system", ts: "2025-01-01 00:01:00", cpu: 3},
    ...steps(18, 30, {config: {lr: 0.2}, state: "warm"}),
    {type: "end", status: "completed", ts: "2025-01-01 00:02:00"},
    {type: "run", run_id: "é", seed: 8},
    ...steps(1, 9, {"val/acc": 0.5})
  ]),
  "long rows of several metrics and splits": lines(
    [...range(1, 60)].flatMap((n) => [
      {step: n, metric: "loss", value: n, split: "train"},
      {step: n % 40, metric: "acc", value: {top1: n, top5: "NaN"}, split: "val", unit: "%"}
    ])
  ),
  "broken lines, blank lines, CRLF and bytes that are no text": `\ufeff${lines(steps(1, 5))}\r\n{"step": 6, "loss":\r\n\r\n${lines(steps(7, 40)).replaceAll("\n", "\r\n")}{"step": 38, "loss": NaN}\n{"step": 39, "loss": 1}`
};

/** Sizes in order, among them some inside of lines and characters. */
function cutsOf(random: Seeded, bytes: number, n: number): number[] {
  return Array.from({length: n}, () => random.integer(0, bytes)).sort((a, b) => a - b);
}

function check(format: Format, path: string, content: Uint8Array, seed: number, rounds: number): void {
  const random = seeded(seed);
  const whole = textOf([...format.parse(sourceOf(path, content))]);
  for (let round = 0; round < rounds; round++) {
    const cuts = cutsOf(random, content.length, random.integer(1, 6));
    expect(rowsAfterGrowth(format, path, content, cuts), `cut at ${cuts.join(", ")}`).toEqual(whole);
  }
}

describe("a log that grows gives the rows of the whole log", () => {
  it.each(Object.entries(logs))("%s", (_name, text) =>
    check(trainingNdjson, "logs/a.ndjson", Buffer.from(text), 11, 60)
  );

  it("at every byte of a doubtful restart", () => {
    const content = Buffer.from(lines([...steps(1, 40), ...steps(36, 75)]));
    const whole = textOf([...trainingNdjson.parse(sourceOf("logs/a.ndjson", content))]);
    const from = lines(steps(1, 39)).length;
    for (let cut = from; cut < content.length; cut += 3)
      expect(rowsAfterGrowth(trainingNdjson, "logs/a.ndjson", content, [cut])).toEqual(whole);
  });

  it("with two ranks in one MLPerf log", () => {
    const event = (key: string, value: unknown, metadata: object = {}): string =>
      `0: :::MLLOG ${JSON.stringify({namespace: "", time_ms: 1700000000000, event_type: "POINT", key, value, metadata})}\n`;
    const run = (n: number): string =>
      [
        event("seed", n),
        event("seed", n),
        event("run_start", null),
        "program output\n",
        event("eval_accuracy", 0.5 + n / 100, {epoch_num: n}),
        event("learning_rate", 0.1),
        event("run_stop", null, {status: "success"})
      ].join("");
    check(mllog, "logs/result_0.txt", Buffer.from(run(1) + run(2) + run(3)), 12, 60);
  });

  it.each(Object.entries(grownTables))("%s", (name, content) => {
    const format = recognise(name, headOf(content)).format!;
    check(format, name, content, 14, 40);
    const whole = textOf([...format.parse(sourceOf(name, content))]);
    for (let cut = 0; cut < content.length; cut += 11)
      expect(rowsAfterGrowth(format, name, content, [cut]), `cut at ${cut}`).toEqual(whole);
  });

  for (const format of formats.filter(({name}) => name !== "status-report"))
    it(`fixtures of ${format.name}`, () => {
      for (const name of filesIn(join(fixtures, format.name)))
        check(format, `fixtures/${name}`, readFileSync(join(fixtures, format.name, name)), 13, 12);
    });
});

/** Files below a folder of fixtures, without what is expected of them. */
function filesIn(folder: string): string[] {
  const names = readdirSync(folder, {recursive: true, encoding: "utf8"}) as string[];
  return names.filter((name) => !name.endsWith(".expected.json") && statSync(join(folder, name)).isFile()).sort();
}

describe("what a checkpoint saves", () => {
  it("reads nothing of what was read before", () => {
    const content = Buffer.from(lines(steps(1, 100)));
    const half = content.indexOf(10, content.length / 2) + 1;
    const before = readOn(trainingNdjson, "logs/a.ndjson", content.subarray(0, half), null);
    const blanked = Buffer.from(content).fill("x", 0, half);
    const units = readOn(trainingNdjson, "logs/a.ndjson", blanked, before).kept.filter(({table}) => table === "unit");
    expect(units).toHaveLength(100);
    expect(units.every((row) => "outcome" in row && row.outcome === "parsed")).toBe(true);
  });

  /** Where the reading of a table whose rows go on may begin, by what stands before the end of the file. */
  const tail = (text: string, path = "a.csv"): string | null => {
    const content = Buffer.from(text);
    const format = recognise(path, headOf(content)).format!;
    const {checkpoint} = readOn(format, path, content, null);
    return checkpoint && text.slice(checkpoint.end);
  };
  const head = "step,loss,note\n1,0.5,x\n2,0.25,x\n";
  const setting = (n: number): string => `key${n}: ${n}\n`;
  const printed = `${"-".repeat(12)}\n| steps | 1 |\n| loss | 2 |\n${"-".repeat(12)}\n`;

  it.each([
    ["a whole record", head, ""],
    ["a record without its line end", `${head}3,0.125,y`, "3,0.125,y"],
    ["a quoted one, which counts", `${head}3,0.125,"y"`, '3,0.125,"y"'],
    ["an open quote", `${head}3,0.125,"y\nz\n`, '3,0.125,"y\nz\n'],
    ["an open quote and a line without its end", `${head}3,0.125,"y\nz",`, '3,0.125,"y\nz",'],
    ["a quote that its last line closes", `${head}3,0.125,"y\nz"`, '3,0.125,"y\nz"'],
    ["a stray quote", `${head}3,0.125,"y\n${"4,0.5,z\n".repeat(9)}`, `3,0.125,"y\n${"4,0.5,z\n".repeat(9)}`],
    ["a blank line", `${head}\n`, ""],
    ["few rows that tell the delimiter", "step;loss;a, b\n1;0.5;x\n2;0.25;y\n", null],
    ["enough of them", `step;loss;a, b\n${"1;0.5;x\n".repeat(50)}`, ""],
    ["too few of them", `step;loss;a, b\n${"1;0.5;x\n".repeat(49)}`, null]
  ])("of a table that ends with %s", (_name, text, expected) => expect(tail(text)).toBe(expected));

  it.each([
    ["a table", printed, ""],
    ["an open one", `${printed}${printed.slice(0, 40)}`, ""],
    ["fewer settings than make a dump", `${printed}${setting(1)}${setting(2)}`, `${setting(1)}${setting(2)}`],
    ["a dump", `${printed}${[1, 2, 3, 4].map(setting).join("")}`, ""]
  ])("of printed tables that end with %s", (_name, text, expected) => expect(tail(text, "log.txt")).toBe(expected));
});

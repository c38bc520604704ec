import {describe, expect, it} from "vitest";
import type {FormatDeclaration} from "../../../loaders/formats/declared/declaration.ts";
import {declaredFormats} from "../../../loaders/formats/declared/index.ts";
import {headOf, recognise} from "../../../loaders/formats/recognise.ts";
import type {FactRow, Row} from "../../../loaders/rows.ts";
import {seeded} from "../../seeded.ts";
import {assertTiles, sourceOf} from "../../tiling.ts";
import {readOn, rowsAfterGrowth, textOf} from "../growth.ts";

function read(declaration: FormatDeclaration, content: string | Buffer): Row[] {
  const bytes = Buffer.from(content as string);
  const [format] = declaredFormats([declaration]);
  const rows = [...format!.parse(sourceOf("logs/a.txt", bytes))];
  assertTiles(rows, bytes.length);
  return rows;
}

const facts = (rows: Row[], table: string) =>
  rows.filter((row): row is FactRow => row.table === table).map(({values}) => values);
const told = (rows: Row[]) =>
  facts(rows, "metric").map(({step, split, name, value, unit_name}) => [step, split, name, value, unit_name]);
const outcomes = (rows: Row[]) =>
  rows.flatMap((row) => (row.table === "unit" ? [row.rule ?? row.reason ?? row.outcome] : []));

const line = (expression: RegExp, units?: Record<string, string>): FormatDeclaration => ({
  name: "mine",
  match: "*.txt",
  line: expression,
  ...(units ? {units} : {})
});

describe("a declared line", () => {
  it("is a row with a step and metrics, all others are ignored by the rule that says so", () => {
    const rows = read(
      line(/step (?<step>\d+) loss (?<loss>\S+)/),
      "starting\nstep 1 loss 2.50\n\nstep 2 loss nan\nstep 3 loss 1.5"
    );
    expect(outcomes(rows)).toEqual(["does not match the declared line", "parsed", "blank line", "parsed", "pending"]);
    expect(facts(rows, "metric")).toMatchObject([
      {step: 1, name: "loss", value: 2.5, value_raw: "2.50"},
      {step: 2, name: "loss", value: null, nonfinite: "nan"}
    ]);
    expect(facts(rows, "run")).toMatchObject([{name: "logs/a", segment: 1}]);
  });

  it("says split, epoch, time, run and seed by groups of those names", () => {
    const expression =
      /^(?<time>\S+ \S+) (?<run_id>\w+) seed=(?<seed>\d+) (?<split>\w+) e(?<epoch>\d+) s(?<step>\d+) (?<acc>\S+)/;
    const rows = read(
      line(expression, {acc: "%"}),
      "2026-01-01 10:00:00 a seed=7 valid e1 s10 50\n2026-01-01 10:00:05 b seed=8 train e1 s10 40\n2026-01-01 10:00:09 a seed=7 valid e1 s20 60\n"
    );
    expect(facts(rows, "metric")).toMatchObject([
      {split: "val", epoch: 1, step: 10, value: 50, unit_name: "%", time: "2026-01-01 10:00:00.000"},
      {split: "train", step: 10, value: 40},
      {split: "val", step: 20, value: 60}
    ]);
    expect(facts(rows, "run")).toMatchObject([
      {name: "a", seed: 7n, seed_unit: 1, started: "2026-01-01 10:00:00.000"},
      {name: "b", seed: 8n, seed_unit: 2}
    ]);
    expect(rows.filter(({table}) => table === "repair")).toMatchObject([{kind: "time without a zone"}]);
  });

  it("gives units by the longest end of a group's name", () => {
    const rows = read(
      line(/(?<load_ms>\S+) (?<total_load_ms>\S+) (?<left>\S+)/, {_ms: "ms", total_load_ms: "s"}),
      "1 2 3\n"
    );
    expect(told(rows)).toEqual([
      [null, null, "load_ms", 1, "ms"],
      [null, null, "total_load_ms", 2, "s"],
      [null, null, "left", 3, null]
    ]);
  });

  it("rejects what is not the number or time that was declared", () => {
    const rows = read(
      line(/(?:at (?<time>\S+) )?step (?<step>\S+) loss (?<loss>\S+)/),
      "step 1 loss 2ms\nstep 1,000 loss 2\nat noon step 1 loss 2\nat 12 step 1 loss 2\nstep inf loss 2\n"
    );
    expect(outcomes(rows)).toEqual([
      'expected a number in group "loss", found "2ms"',
      'expected a number in group "step", found "1,000"',
      'expected a time in group "time", found "noon"',
      'expected a time in group "time", found "12"',
      'expected a finite number in group "step", found "inf"'
    ]);
  });

  it("leaves out groups that took no part", () =>
    expect(told(read(line(/step (?<step>\d+)(?: loss (?<loss>\S+))?/), "step 1\nstep 2 loss 3\n"))).toEqual([
      [2, null, "loss", 3, null]
    ]));

  it("is matched without colours, by the last state of a bar, and says so", () => {
    const rows = read(
      line(/^step (?<step>\d+) loss (?<loss>\S+)$/),
      "\ufeff\u001b[32mstep 1 loss 3\u001b[0m\r\n 1%\r 2%\rstep 2 loss 2\r\n\0\0step 3 loss 1\n"
    );
    expect(told(rows).map(([step, , , value]) => [step, value])).toEqual([
      [1, 3],
      [2, 2],
      [3, 1]
    ]);
    expect(rows.flatMap((row) => (row.table === "repair" ? [row.kind] : []))).toEqual([
      "byte order mark",
      "terminal escape codes",
      "line drawn over by carriage returns",
      "NUL bytes"
    ]);
  });

  it("splits restarts and keeps train and val apart at one step", () => {
    const text = [...Array(60).keys()].map((n) => `step ${n} train ${n}\nstep ${n} val ${n}\n`).join("");
    const rows = read(line(/step (?<step>\d+) (?<split>\w+) (?<loss>\d+)/), text + text);
    expect(facts(rows, "run")).toMatchObject([
      {segment: 1, writers: 1},
      {segment: 2, writers: 1}
    ]);
  });

  it("is read on where it was read before, with the same rows", () => {
    const [format] = declaredFormats([line(/step (?<step>\d+) loss (?<loss>\S+)/)]);
    const text = [...Array(700).keys()].map((n) => `step ${n % 400} loss ${n / 7}\nnoise\n`).join("");
    const content = Buffer.from(text);
    const random = seeded(5);
    const whole = textOf([...format!.parse(sourceOf("logs/a.txt", content))]);
    for (let round = 0; round < 20; round++) {
      const cuts = [random.integer(0, content.length), random.integer(0, content.length)].sort((a, b) => a - b);
      expect(rowsAfterGrowth(format!, "logs/a.txt", content, cuts)).toEqual(whole);
    }
  });
});

describe("declared columns", () => {
  const columns = {step: "it", loss: {metric: "train/loss", unit: "nats"}, acc: "val/accuracy"};
  const table: FormatDeclaration = {name: "table", match: "*", columns};
  const rows = [
    [1, "train", "loss", 2.5, "nats"],
    [1, "val", "accuracy", 0.5, null],
    [2, "train", "loss", 2, "nats"]
  ];

  it("are read on where a CSV has grown, with the rows of the whole file", () => {
    const text = Array.from({length: 60}, (_, i) => `${i % 40},${i / 8},"a\n${i}",${i % 3 ? "" : i}\n`).join("");
    const header = "it,loss,other,acc\n";
    const random = seeded(8);
    for (const content of [header + text + header + text, `other,acc\n${text}`].map((text) => Buffer.from(text))) {
      const [format] = declaredFormats([table]);
      const whole = textOf([...format!.parse(sourceOf("logs/a.csv", content))]);
      for (let round = 0; round < 20; round++) {
        const cuts = [random.integer(0, content.length), random.integer(0, content.length)].sort((a, b) => a - b);
        expect(rowsAfterGrowth(format!, "logs/a.csv", content, cuts)).toEqual(whole);
      }
      const {checkpoint} = readOn(format!, "logs/a.csv", content, null);
      expect(checkpoint?.end).toBe(content.length);
    }
  });

  it("are those of CSV", () => {
    const found = read(table, "it,loss,other,acc\n1,2.5,x,0.5\n2,2,y,\n");
    expect(told(found)).toEqual(rows);
    expect(facts(found, "metric")[0]).toMatchObject({name: "loss", name_raw: null, value: 2.5});
    expect(facts(found, "metric")[1]).toMatchObject({name: "accuracy", name_raw: "acc"});
  });

  it("are those of CSV with a delimiter of its own", () =>
    expect(told(read({...table, delimiter: "|"}, "it|loss|acc\n1|2.5|0.5\n2|2|\n"))).toEqual(rows));

  it("are the keys of one object per line, by path where nested", () => {
    const nested: FormatDeclaration = {
      ...table,
      columns: {step: "at/it", "m/loss": {metric: "train/loss", unit: "nats"}, acc: "val/accuracy"}
    };
    const lines = [
      {at: {it: 1}, m: {loss: 2.5}, acc: "0.5"},
      {at: {it: 2}, m: {loss: 2}, acc: null}
    ];
    const found = read(nested, lines.map((row) => `${JSON.stringify(row)}\n`).join(""));
    expect(told(found)).toEqual(rows);
    expect(found.filter(({table: name}) => name === "repair")).toMatchObject([{kind: "number in a string"}]);
  });

  it.each([
    ["an array", undefined, (list: object[]) => list],
    ["an array inside", "history/epochs", (list: object[]) => ({version: 1, history: {epochs: list}})]
  ])("are the keys of the objects of %s", (_title, path, around) => {
    const list = [
      {it: 1, loss: 2.5, acc: 0.5},
      {it: 2, loss: 2},
      {it: 3, loss: "high"}
    ];
    const found = read({...table, ...(path ? {rows: path} : {})}, JSON.stringify(around(list), null, 2));
    expect(told(found)).toEqual(rows);
    expect(outcomes(found)).toContain('expected a number in column "loss", found "high"');
  });

  it("reject a header without them, and say so of its records", () => {
    const found = read(table, "iteration,loss\n1,2\n");
    expect(outcomes(found)).toEqual([
      "expected the declared column it in the header, found iteration, loss",
      "expected records under a header with the declared columns, found another header"
    ]);
  });

  it("reject a cell that is no number", () =>
    expect(outcomes(read(table, "it,loss,acc\n1,n/a,1\n"))).toEqual([
      "parsed",
      'expected a number in column "loss", found "n/a"'
    ]));

  it("may have the name of a role", () =>
    expect(told(read({...table, columns: {step: "step", epoch: {metric: "epoch"}}}, "step,epoch\n1,0.5\n"))).toEqual([
      [1, null, "epoch", 0.5, null]
    ]));
});

describe("recognise(path, head, declared)", () => {
  const declared = declaredFormats([line(/a(?<b>\d)/), {name: "all", match: "**", columns: {a: "b"}}]);
  const ndjson = headOf(Buffer.from('{"step": 1, "loss": 2}\n'));

  it("asks the declared formats first, in their order", () => {
    expect(recognise("logs/x.txt", ndjson, declared).format?.name).toBe("declared:mine");
    expect(recognise("logs/x.ndjson", ndjson, declared).format?.name).toBe("declared:all");
    expect(recognise("logs/x.ndjson", ndjson).format?.name).toBe("training-ndjson");
  });

  it("says of an empty file that it is empty", () =>
    expect(recognise("logs/x.txt", headOf(Buffer.from("")), declared)).toMatchObject({note: "empty file"}));
});

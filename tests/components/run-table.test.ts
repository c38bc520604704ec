import {describe, expect, it} from "vitest";
import type {FactKey, MetricValue, RunRow} from "../../src/components/run-rows.ts";
import {finalNumber} from "../../src/components/run-rows.ts";
import {joinRanges} from "../../src/components/row-ranges.ts";
import {columnName, defaultColumns, tableRows, wordsOf} from "../../src/components/run-table.ts";

const key = (name: string, different: number, runs = 20, kind: FactKey["kind"] = "parameter"): FactKey => ({
  kind,
  key: name,
  different,
  runs,
  row_start: 0,
  row_end: runs
});

describe("defaultColumns(keys, runs, limit)", () => {
  it("takes parameters that vary, those that tell most apart first", () => {
    const keys = [key("batch", 1), key("optimizer", 2), key("lr", 5), key("python", 3, 20, "environment")];
    expect(defaultColumns(keys, 20).map((k) => k.key)).toEqual(["lr", "optimizer"]);
  });

  it("leaves out the seed, what names a run, what few state, and what is new in every run", () => {
    const keys = [key("seed", 5), key("run_name", 20), key("rare", 2, 5), key("output_dir", 20)];
    expect(defaultColumns(keys, 20)).toEqual([]);
  });

  it("takes at most as many as asked for", () => {
    expect(defaultColumns([key("a", 2), key("b", 3), key("c", 4)], 20, 2).map((k) => k.key)).toEqual(["c", "b"]);
  });
});

describe("tableRows(runs, facts, metric)", () => {
  const run = {run_id: "a.1", name: "a"} as RunRow;
  const lr = key("lr", 2);

  it("puts each key's words beside the run with their line", () => {
    const values = new Map([["a.1", [{value: "0.1", value_evidence: "a:3"}]]]);
    const [row] = tableRows([run], [{key: lr, values}], new Map());
    expect(row?.[columnName(lr)]).toBe("0.1");
    expect(row?.[`${columnName(lr)}_evidence`]).toBe("a:3");
    expect(row?.last).toBeNull();
  });

  it("shows what a run ended in, be it no number", () => {
    const metric = new Map([["a.1", {last: null, last_nonfinite: "nan", last_evidence: "a:9"} as MetricValue]]);
    expect(tableRows([run], [], metric)[0]?.last).toBeNaN();
  });
});

describe("wordsOf(values)", () => {
  it("joins what a run states several times and is null where it states nothing", () => {
    expect(wordsOf(["1", "2"].map((value) => ({value, value_evidence: null})))).toBe("1 | 2");
    expect(wordsOf([{value: null, value_evidence: null}])).toBe("null");
    expect(wordsOf(undefined)).toBeNull();
  });
});

describe("finalNumber(last, nonfinite)", () => {
  it.each([
    [1.5, null, 1.5],
    [null, null, null],
    [null, "nan", NaN],
    [null, "inf", Infinity],
    [null, "-inf", -Infinity]
  ])("%s and %s are %s", (last, nonfinite, expected) => {
    expect(finalNumber(last, nonfinite)).toEqual(expected);
  });
});

describe("joinRanges(ranges)", () => {
  it("fetches neighbours together and the rest apart", () => {
    const found = joinRanges([
      {start: 100_000, end: 100_010},
      {start: 50, end: 90},
      {start: 0, end: 40}
    ]);
    expect(found).toEqual([
      {start: 0, end: 90},
      {start: 100_000, end: 100_010}
    ]);
  });

  it("does not shrink a range that holds another", () => {
    expect(
      joinRanges([
        {start: 0, end: 100},
        {start: 10, end: 20}
      ])
    ).toEqual([{start: 0, end: 100}]);
  });
});

import {describe, expect, it} from "vitest";
import {evaluateClaims, type QueryRows} from "../../loaders/claims/evaluate.ts";
import {readClaims} from "../../loaders/claims/pages.ts";

/** The record of one claim whose query gives `rows`. */
async function decided(
  rows: Record<string, unknown>[],
  {
    expected = ">= 4 x",
    more = "query: SELECT 1 AS value",
    columns
  }: {expected?: string; more?: string; columns?: string[]} = {}
) {
  const markdown = `\`\`\`claim a\nstatement: It is {value} as fast.\n${more}\nexpect: "${expected}"\n\`\`\`\n`;
  const {claims, problems} = readClaims([{path: "a.md", markdown}], () => "SELECT 2 AS value");
  expect(problems).toEqual([]);
  const result: QueryRows = {columns: columns ?? Object.keys(rows[0] ?? {value: null}), rows};
  const [record] = await evaluateClaims(claims, () => Promise.resolve(result));
  return record!;
}

describe("evaluateClaims(claims, runQuery)", () => {
  it("gives the whole record", async () => {
    const row = {
      value: 5.2,
      unit: "×",
      n: 30n,
      n_evidence: "=n",
      evidence: "=9f31",
      baseline: 1,
      baseline_evidence: "=b",
      spread: 0.3,
      spread_kind: "sd",
      spread_evidence: "=sd",
      device: "cpu",
      source: "b.ndjson",
      note: "warm"
    };
    expect(await decided([row])).toEqual({
      id: "a",
      page: "a.md",
      line: 1,
      statement: "It is {value} as fast.",
      expect: ">= 4 x",
      verdict: "pass",
      why: "found 5.2 x",
      query: "SELECT 1 AS value",
      ...row,
      n: 30
    });
  });

  it("runs the queries in order, each with its place", async () => {
    const markdown = ["a", "b"]
      .map((id) => `\`\`\`claim ${id}\nquery: SELECT '${id}' AS value\nexpect: = 1\n\`\`\`\n`)
      .join("\n");
    const ran: string[][] = [];
    await evaluateClaims(readClaims([{path: "a.md", markdown}], () => null).claims, (sql, where) => {
      ran.push([sql, where]);
      return Promise.resolve({columns: ["value"], rows: []});
    });
    expect(ran).toEqual([
      ["SELECT 'a' AS value", "a.md:1"],
      ["SELECT 'b' AS value", "a.md:6"]
    ]);
  });

  it.each([
    ["no row", [], "no-evidence", "the query found no row"],
    ["null", [{value: null, evidence: "s:1"}], "no-evidence", "the query found no value"],
    [
      "two rows",
      [
        {value: 5, evidence: "s:1"},
        {value: 6, evidence: "s:2"}
      ],
      "undecided",
      "the query found 2 rows where a claim needs one"
    ],
    ["another column", [{speed: 5}], "undecided", "the query has no column value, only speed"],
    ["a text", [{value: "5"}], "undecided", 'value is the text "5", not a number'],
    ["a boolean", [{value: true}], "undecided", "value is true, not a number"],
    ["NaN", [{value: NaN, evidence: "s:1"}], "undecided", "the value is not a finite number (NaN)"],
    [
      "no evidence",
      [{value: 5}],
      "no-evidence",
      'found 5 x, but the query names no evidence: select it as a column "evidence"'
    ],
    ["a contradiction without evidence", [{value: 3}], "fail", "found 3 x"],
    [
      "another unit",
      [{value: 5, unit: "ms", evidence: "s:1"}],
      "undecided",
      "a value in ms cannot be compared with a value in x"
    ],
    ["bigint", [{value: 5n, evidence: "s:1"}], "pass", "found 5 x"]
  ])("decides on %s", async (_, rows, verdict, why) => {
    expect(await decided(rows as Record<string, unknown>[])).toMatchObject({verdict, why});
  });

  it.each([
    [{evidence: "s:1", baseline_evidence: "s:2"}, "pass", "found 5 ms against a baseline of 6 ms"],
    [
      {evidence: "s:1"},
      "no-evidence",
      'found 5 ms against a baseline of 6 ms, but the query names no evidence of the baseline: select it as a column "baseline_evidence"'
    ]
  ])("decides a direction on the evidence of both values", async (evidence, verdict, why) => {
    const row = {value: 5, unit: "ms", baseline: 6, ...evidence};
    expect(await decided([row], {expected: "falls"})).toMatchObject({verdict, why, unit: "ms", baseline: 6});
  });

  it("keeps what JSON cannot hold out of the record", async () => {
    expect((await decided([{value: Infinity, evidence: "s:1"}])).value).toBeNull();
  });

  it("takes the claim's unit where the query names none", async () => {
    expect((await decided([{value: 5, evidence: "s:1"}])).unit).toBe("x");
    expect((await decided([{value: 5, evidence: "s:1"}], {expected: "> 1"})).unit).toBeNull();
  });

  it("takes a file's row and column, and what stands beside the column", async () => {
    const rows = [
      {group: "bert", runs: 10n, median: 38.5, median_evidence: "=1", median_unit: "min", evidence: "no"},
      {group: "resnet", runs: 5n, median: 28.6, median_evidence: "=2", median_unit: "min", evidence: "no"}
    ];
    const more = "file: t.sql\nwhere: {group: resnet, runs: 5}\ncolumn: median";
    expect(await decided(rows, {expected: "= 28.6 min", more})).toMatchObject({
      verdict: "pass",
      value: 28.6,
      unit: "min",
      evidence: "=2",
      query: "SELECT 2 AS value"
    });
    expect(await decided(rows, {more: "file: t.sql\nwhere: {kind: x}\ncolumn: median"})).toMatchObject({
      verdict: "undecided",
      why: "the query has no column kind, only group, runs, median, median_evidence, median_unit, evidence"
    });
    expect(await decided(rows, {more: "file: t.sql\nwhere: {group: gnmt}\ncolumn: median"})).toMatchObject({
      verdict: "no-evidence",
      why: "the query found no row"
    });
  });

  it("lets a query's error through", async () => {
    const {claims} = readClaims([{path: "a.md", markdown: "```claim a\nquery: SELECT\nexpect: = 1\n```"}], () => null);
    await expect(
      evaluateClaims(claims, (_, where) => Promise.reject(new Error(`${where}: syntax error`)))
    ).rejects.toThrow("a.md:1: syntax error");
  });
});

import {afterAll, describe, expect, it} from "vitest";
import {countVerdicts, isFailing, messageOf, type Judgement} from "../../loaders/check/judgement.ts";
import {junitXml} from "../../loaders/check/junit.ts";
import {sarifLog} from "../../loaders/check/sarif.ts";
import {verdicts} from "../../loaders/rows.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {Inputs} from "../warehouse/inputs.ts";

const hostile = "a <b> & \"c\" 'd' ]]> \u0000\u0007\uD800 é 😀\r\nnext\ttab";
const judgement = (verdict: Judgement["verdict"], more: Partial<Judgement> = {}): Judgement => ({
  kind: "claim",
  id: `is-${verdict}`,
  file: "src/a b.md",
  line: 7,
  verdict,
  expected: ">= 4 x",
  why: "found 3 x",
  evidence: "logs/a.ndjson:2",
  remedy: "correct it",
  ...more
});
const all = [
  ...verdicts.map((verdict) => judgement(verdict)),
  judgement("fail", {kind: "number", id: hostile, file: "README.md", line: 1, expected: hostile})
];

const places: Inputs[] = [];
afterAll(() => places.forEach((place) => place.remove()));

/** What our own format reads out of a report. */
async function readBack(name: string, text: string, sql: string): Promise<{format: string[]; rows: unknown[][]}> {
  const inputs = new Inputs({[name]: text});
  places.push(inputs);
  const {formats, rejects, repairs, unrecognised} = await inputs.ingest();
  expect({rejects, repairs, unrecognised}).toEqual({rejects: 0, repairs: 0, unrecognised: []});
  const reader = await Reader.open(inputs.warehouse);
  try {
    const {columns} = await reader.read(sql);
    return {format: Object.keys(formats), rows: columns[0]!.map((_, row) => columns.map((column) => column[row]))};
  } finally {
    reader.close();
  }
}

describe("messageOf(judgement)", () => {
  it("names place, verdict, expected, found, evidence and remedy", () =>
    expect(messageOf(judgement("fail"))).toBe(
      'src/a b.md:7: claim "is-fail": fail: expected >= 4 x, found 3 x (logs/a.ndjson:2): correct it'
    ));
  it("leaves out what there is not", () =>
    expect(messageOf(judgement("undecided", {id: "", evidence: null}))).toBe(
      "src/a b.md:7: claim: undecided: expected >= 4 x, found 3 x: correct it"
    ));
});

describe("verdicts of a check", () => {
  it("fails on all but what passes and what does not apply", () =>
    expect(all.filter(isFailing).map(({verdict}) => verdict)).toEqual(["fail", "undecided", "no-evidence", "fail"]));
  it("counts each", () =>
    expect(countVerdicts(all)).toEqual({pass: 1, fail: 2, undecided: 1, "no-evidence": 1, "not-applicable": 1}));
});

describe("junitXml(judgements)", () => {
  it("is read by our own format, one test for each", async () => {
    const sql = "SELECT suite, name, status, message, location FROM test_result ORDER BY unit";
    const {format, rows} = await readBack("check.xml", junitXml(all), sql);
    expect(format).toEqual(["junit-xml"]);
    expect(rows.map(([suite, name, status, , location]) => [suite, name, status, location])).toEqual([
      ["src/a b.md", "claim is-pass line 7", "passed", "src/a b.md:7"],
      ["src/a b.md", "claim is-fail line 7", "failed", "src/a b.md:7"],
      ["src/a b.md", "claim is-undecided line 7", "failed", "src/a b.md:7"],
      ["src/a b.md", "claim is-no-evidence line 7", "failed", "src/a b.md:7"],
      ["src/a b.md", "claim is-not-applicable line 7", "skipped", "src/a b.md:7"],
      ["README.md", expect.stringContaining("a <b> & \"c\" 'd' ]]> \uFFFD\uFFFD\uFFFD é 😀"), "failed", "README.md:1"]
    ]);
    expect(rows[1]![3]).toContain("expected >= 4 x, found 3 x (logs/a.ndjson:2): correct it");
  });

  it("counts what it holds", () => {
    const text = junitXml(all);
    expect(text).toContain('<testsuites name="colophon check" tests="6" failures="2" errors="2" skipped="1">');
    expect(text).toContain('<testsuite name="README.md" tests="1" failures="1" errors="0" skipped="0">');
  });

  it("is whole where there is nothing", async () => {
    const {format, rows} = await readBack("none.xml", junitXml([]), "SELECT name FROM test_result ORDER BY name");
    expect(format).toEqual(["junit-xml"]);
    expect(rows).toEqual([]);
  });
});

describe("sarifLog(judgements)", () => {
  it("is read by our own format, one finding for each that fails", async () => {
    const sql = "SELECT rule, level, location, text, tool FROM finding ORDER BY ordinal";
    const {format, rows} = await readBack("check.sarif", sarifLog(all), sql);
    expect(format).toEqual(["sarif"]);
    expect(rows.map(([rule, level, location, , tool]) => [rule, level, location, tool])).toEqual([
      ["claim", "error", "src/a%20b.md:7", "colophon check"],
      ["claim", "error", "src/a%20b.md:7", "colophon check"],
      ["claim", "error", "src/a%20b.md:7", "colophon check"],
      ["number", "error", "README.md:1", "colophon check"]
    ]);
    expect(rows[0]![3]).toContain("expected >= 4 x, found 3 x (logs/a.ndjson:2): correct it");
  });

  it("describes every rule that it names", () => {
    const {runs} = JSON.parse(sarifLog(all)) as {
      runs: {
        tool: {driver: {rules: {id: string; shortDescription: object}[]}};
        results: {ruleId: string; ruleIndex: number}[];
      }[];
    };
    const {tool, results} = runs[0]!;
    for (const {ruleId, ruleIndex} of results) expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    expect(tool.driver.rules.filter(({shortDescription}) => !shortDescription)).toEqual([]);
  });

  it("is whole where there is nothing", async () => {
    const {format} = await readBack("none.sarif", sarifLog([]), "SELECT text FROM finding ORDER BY text");
    expect(format).toEqual(["sarif"]);
  });
});

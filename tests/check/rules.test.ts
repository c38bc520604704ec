import {describe, expect, it} from "vitest";
import {isFailing, isWarning, messageOf, type Judgement} from "../../loaders/check/judgement.ts";
import {junitXml} from "../../loaders/check/junit.ts";
import {sarifLog} from "../../loaders/check/sarif.ts";

const rule = (parts: Partial<Judgement>): Judgement => ({
  kind: "rule",
  id: "Ours: names",
  subject: "run-1",
  file: "rules/names.sql",
  line: 1,
  severity: "error",
  verdict: "fail",
  expected: "Every run has a name",
  why: "one has none",
  evidence: "logs/a.ndjson:1",
  remedy: "name it",
  ...parts
});

describe("isFailing(judgement) of rules", () => {
  it.each([
    ["error", "fail", true],
    ["warning", "fail", false],
    ["note", "fail", false],
    ["error", "undecided", false],
    ["error", "no-evidence", false],
    ["error", "not-applicable", false],
    ["error", "pass", false]
  ] as const)("%s %s: %s", (severity, verdict, failing) => expect(isFailing(rule({severity, verdict}))).toBe(failing));

  it("fails one that cannot be run", () =>
    expect(isFailing(rule({severity: undefined, verdict: "undecided"}))).toBe(true));

  it("warns of what fails without being an error", () =>
    expect((["error", "warning", "note"] as const).map((severity) => isWarning(rule({severity})))).toEqual([
      false,
      true,
      true
    ]));
});

describe("reports of rules", () => {
  it("name the subject", () =>
    expect(messageOf(rule({}))).toBe(
      'rules/names.sql:1: rule "Ours: names" of run-1: fail: expected Every run has a name, one has none (logs/a.ndjson:1): name it'
    ));

  it("JUnit fails errors and skips warnings and what is open, with their words", () => {
    const xml = junitXml([rule({}), rule({severity: "warning"}), rule({verdict: "no-evidence"})]);
    expect(xml).toContain('tests="3" failures="1" errors="0" skipped="2"');
    expect(xml.match(/<skipped message="/g)).toHaveLength(2);
    expect(xml).toContain('name="rule Ours: names run-1 line 1"');
  });

  it("SARIF has what fails, at its level", () => {
    const log = JSON.parse(sarifLog([rule({}), rule({severity: "warning"}), rule({verdict: "undecided"})])) as {
      runs: {results: {level: string; properties: {subject: string}}[]}[];
    };
    expect(log.runs[0]!.results.map(({level, properties}) => [level, properties.subject])).toEqual([
      ["error", "run-1"],
      ["warning", "run-1"]
    ]);
  });
});

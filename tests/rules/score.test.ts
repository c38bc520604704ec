import {describe, expect, it} from "vitest";
import {recompute, type Expression} from "../../loaders/evidence/expression.ts";
import type {RuleVerdict} from "../../loaders/rules/rule-verdict.ts";
import type {Verdict} from "../../loaders/rows.ts";
import {scoresOf} from "../../loaders/rules/score.ts";

const place = "0123456789ab:1";

function row(section: string | null, item: string, verdict: Verdict, points = 0, subject = "logs"): RuleVerdict {
  const rule = {path: "", title: item, standard: "S", item, severity: "note", remedy: "", section, sql: ""} as const;
  const decided = verdict === "pass" || verdict === "fail";
  return {rule, subject, verdict, why: "", value: null, evidence: decided ? place : null, points};
}

const none = new Map<string, Expression>();

describe("scoresOf(verdicts, expressions)", () => {
  it("is the least of the sums of the sections, beside how much was decided", () => {
    const [score] = scoresOf(
      [
        row("data", "a", "pass", 1),
        row("data", "b", "pass", 0.5),
        row("model", "c", "pass", 0.5),
        row("model", "d", "fail"),
        row("model", "e", "no-evidence", 0, "")
      ],
      none
    );
    expect(score).toMatchObject({subject: "logs", items: 5, most: 2});
    expect([score!.score!.value, score!.decided.value, score!.holding.value]).toEqual([0.5, 4, 3]);
    expect([score!.score!.from, score!.decided.from].map(recompute)).toEqual([0.5, 4]);
  });

  it("is nothing as soon as one section has nothing", () => {
    const [score] = scoresOf([row("data", "a", "pass", 1), row("model", "b", "no-evidence")], none);
    expect([score!.score!.value, recompute(score!.score!.from)]).toEqual([0, 0]);
  });

  it("stands for each subject", () => {
    const scores = scoresOf([row("data", "a", "pass", 1, "x"), row("data", "a", "fail", 0, "y")], none);
    expect(scores.map(({subject, score}) => [subject, score!.value])).toEqual([
      ["x", 1],
      ["y", 0]
    ]);
  });

  it("is none without sections, and an item holds where it holds for every subject", () => {
    const [score] = scoresOf([row(null, "a", "pass", 0, "x"), row(null, "a", "fail", 0, "y")], none);
    expect(score).toMatchObject({subject: null, items: 1, score: null, most: null});
    expect([score!.decided.value, score!.holding.value]).toEqual([1, 0]);
  });
});

import {originOf, readSourceNames} from "../evidence/origin.ts";
import {decideRules} from "../rules/checklist.ts";
import type {RuleVerdict} from "../rules/rule-verdict.ts";
import type {CheckContext} from "./check.ts";
import type {Judgement} from "./judgement.ts";

/** Decides the rules that the project is held to for every subject it speaks of. */
export async function judgeRules({rules, reader, guard}: CheckContext): Promise<Judgement[]> {
  if (rules.length === 0) return [];
  const {verdicts, expressions} = await decideRules(rules, reader, guard);
  const names = await readSourceNames(reader, (path) => guard(path, path));
  return verdicts.map((verdict) => ofVerdict(verdict, (evidence) => originOf(evidence, expressions, names)));
}

function ofVerdict(
  {rule, subject, verdict, why, value, evidence, broken}: RuleVerdict,
  originOf: (evidence: string) => string | null
): Judgement {
  const {standard, item, path, title, severity, remedy} = rule;
  return {
    kind: "rule",
    id: `${standard}: ${item}`,
    subject,
    file: path,
    line: 1,
    verdict,
    severity: broken ? undefined : severity,
    expected: title,
    why: value === null ? why : `found ${Number(value.toPrecision(4))}: ${why}`,
    evidence: evidence === null ? null : originOf(evidence),
    remedy: broken ? "correct the rule" : remedy
  };
}

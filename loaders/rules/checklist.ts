import type {Expression} from "../evidence/expression.ts";
import {runPageQuery, type Guard} from "../evidence/page-query.ts";
import {Failure} from "../failure.ts";
import type {Reader} from "../warehouse/reader.ts";
import {decideRule, type RuleVerdict} from "./rule-verdict.ts";
import type {Rule} from "./rule.ts";

/** What all rules decide, and what their evidence cites. */
export interface Checklist {
  verdicts: RuleVerdict[];
  places: Map<string, string>;
  expressions: Map<string, Expression>;
}

/** What most rules ask for. */
const shared = [
  "run_summary",
  "metric_summary",
  "run_subject",
  "group_subject",
  "grouped_run",
  "run_setting",
  "repeat_verdict"
];

/** Runs the rules one by one on a warehouse. */
export async function decideRules(rules: Rule[], reader: Reader, guard: Guard): Promise<Checklist> {
  try {
    return await reader.holding(shared, () => decideAll(rules, reader, guard));
  } catch (error) {
    // More than may be held at once: each rule then works it out for itself, and says so where that is too much.
    if (!(error instanceof Failure) || error.reason !== "usage") throw error;
    return decideAll(rules, reader, guard);
  }
}

async function decideAll(rules: Rule[], reader: Reader, guard: Guard): Promise<Checklist> {
  const checklist: Checklist = {verdicts: [], places: new Map(), expressions: new Map()};
  for (const rule of rules) {
    const verdicts = await decideRule(rule, async (sql, where) => {
      const table = await runPageQuery(reader, sql, where, guard);
      for (const [place, raw] of table.places) if (!checklist.places.get(place)) checklist.places.set(place, raw);
      for (const [id, expression] of table.expressions) checklist.expressions.set(id, expression);
      return table;
    });
    checklist.verdicts.push(...verdicts);
  }
  return checklist;
}

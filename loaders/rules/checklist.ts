import type {Expression} from "../evidence/expression.ts";
import {runPageQuery, type Guard} from "../evidence/page-query.ts";
import type {Reader} from "../warehouse/reader.ts";
import {decideRule, type RuleVerdict} from "./rule-verdict.ts";
import type {Rule} from "./rule.ts";

/** What all rules decide, and what their evidence cites. */
export interface Checklist {
  verdicts: RuleVerdict[];
  places: Map<string, string>;
  expressions: Map<string, Expression>;
}

/** Runs the rules one by one on a warehouse. */
export async function decideRules(rules: Rule[], reader: Reader, guard: Guard): Promise<Checklist> {
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

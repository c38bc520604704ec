import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Expression} from "../evidence/expression.ts";
import {writers} from "../evidence/table-file.ts";
import {sha256} from "../files/digest.ts";
import {countsSince, type IdentityCounts} from "../privacy/mask.ts";
import type {PolicyGuard} from "../privacy/policy.ts";
import {decideRules, type Checklist} from "../rules/checklist.ts";
import {scoreTable, verdictTable} from "../rules/checklist-tables.ts";
import type {Rule} from "../rules/rule.ts";
import {scoresOf} from "../rules/score.ts";
import type {Reader} from "../warehouse/reader.ts";
import {writeAtomically, type Cited} from "./tables.ts";

export interface ChecklistPagesOptions {
  rules: Rule[];
  reader: Reader;
  guard: PolicyGuard;
  /** `data/checks.parquet` and `data/check_scores.parquet` go here: another folder to stage, last. */
  into: string;
  /** Verdicts are kept here, keyed on rules, warehouse digest and privacy policy. */
  cache: string;
  key: string;
  /** False where a verdict holds what must not leave: then it is decided anew every time. */
  mayKeep: () => boolean;
}

interface Kept {
  verdicts: Checklist["verdicts"];
  masked: IdentityCounts;
  places: [string, string][];
  expressions: [string, Expression][];
}

/** Decides the rules and gives the pages their verdicts and scores. */
export async function prepareChecklists(options: ChecklistPagesOptions): Promise<Cited & {masked: IdentityCounts}> {
  const {verdicts, masked, places, expressions} = await decideOnce(options);
  const cited = {places: new Map(places), expressions: new Map(expressions), masked};
  const scores = scoreTable(scoresOf(verdicts, cited.expressions));
  for (const [id, expression] of scores.expressions) cited.expressions.set(id, expression);
  const tables = {checks: verdictTable(verdicts), check_scores: scores};
  for (const [name, table] of Object.entries(tables))
    writeAtomically(join(options.into, "data", `${name}.parquet`), await writers[".parquet"]!(table));
  return cited;
}

async function decideOnce({rules, reader, guard, cache, key, mayKeep}: ChecklistPagesOptions): Promise<Kept> {
  const file = join(cache, `${sha256(`${key}\n${JSON.stringify(rules)}`).slice(0, 24)}.rules.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Kept;
  const before = {...guard.counts};
  const {verdicts, places, expressions} = await decideRules(rules, reader, guard);
  const masked = countsSince(before, guard.counts);
  const kept: Kept = {verdicts, masked, places: [...places].sort(), expressions: [...expressions].sort()};
  if (mayKeep()) writeAtomically(file, JSON.stringify(kept));
  return kept;
}

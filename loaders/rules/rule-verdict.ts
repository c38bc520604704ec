import type {Cell, PageTable} from "../evidence/page-query.ts";
import {Failure} from "../failure.ts";
import {verdicts, type Verdict} from "../rows.ts";
import type {Rule} from "./rule.ts";

/** What a rule decides of one subject. */
export interface RuleVerdict {
  rule: Rule;
  /** A run, a group of runs, an input; empty where the rule speaks of nothing that was read, or cannot be run. */
  subject: string;
  verdict: Verdict;
  why: string;
  /** The number that decides, where one does. */
  value: number | null;
  /** A place or "=<id>" of an expression. */
  evidence: string | null;
  /** Towards the sum of the rule's section: 1 automated, 0.5 by hand. */
  points: number;
  /** The rule could not be run: it decides nothing. */
  broken?: true;
}

const columns = ["subject", "verdict", "why", "value", "evidence", "points"];

/** Runs one rule. One that cannot be run, or does not answer as a rule must, is undecided and says why. */
export async function decideRule(
  rule: Rule,
  query: (sql: string, where: string) => Promise<PageTable>
): Promise<RuleVerdict[]> {
  if (rule.sql === null) return [without(rule, "no-evidence", "nothing that is read decides it")];
  try {
    const rows = readRows(rule, await query(rule.sql, rule.path));
    return rows.length > 0 ? rows : [without(rule, "not-applicable", "nothing that was read is what it speaks of")];
  } catch (error) {
    if (!(error instanceof Failure) || error.reason === "unreadable") throw error;
    return [{...without(rule, "undecided", error.message.replace(/\s+/g, " ")), broken: true}];
  }
}

function without(rule: Rule, verdict: Verdict, why: string): RuleVerdict {
  return {rule, subject: "", verdict, why, value: null, evidence: null, points: 0};
}

function readRows(rule: Rule, table: PageTable): RuleVerdict[] {
  const {names, columns: data, rows: count} = table;
  const wanted = ["subject", "verdict", "why", "evidence", ...(rule.section === null ? [] : ["points"])];
  for (const name of wanted)
    if (!names.includes(name)) refuse(rule, `a column ${name}`, `the columns ${names.join(", ")}`);
  for (const name of names) if (!columns.includes(name)) refuse(rule, `columns of ${columns.join(", ")}`, `"${name}"`);
  const at = (name: string, row: number): Cell => data[names.indexOf(name)]?.[row] ?? null;
  const rows = Array.from({length: count}, (_, row) => readRow(rule, (name) => at(name, row)));
  const subjects = rows.map(({subject}) => subject);
  const twice = subjects.find((subject, i) => subjects.indexOf(subject) !== i);
  if (twice !== undefined) refuse(rule, "one row for each subject", `two for "${twice}"`);
  return rows.sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function readRow(rule: Rule, at: (name: string) => Cell): RuleVerdict {
  const [subject, verdict, why, value, evidence] = ["subject", "verdict", "why", "value", "evidence"].map(at);
  if (typeof subject !== "string" || subject === "") refuse(rule, "a subject in every row", JSON.stringify(subject));
  if (typeof why !== "string" || why === "") refuse(rule, `words in why for "${subject}"`, JSON.stringify(why));
  if (!isVerdict(verdict))
    refuse(rule, `a verdict of ${verdicts.join(", ")} for "${subject}"`, JSON.stringify(verdict));
  if (value !== null && typeof value !== "number") refuse(rule, `a number in value for "${subject}"`, String(value));
  const decided = verdict === "pass" || verdict === "fail";
  if (decided && typeof evidence !== "string") refuse(rule, `evidence beside ${verdict} for "${subject}"`, "none");
  const points = verdict === "pass" ? Number(at("points") ?? 0) : 0;
  if (![0, 0.5, 1].includes(points)) refuse(rule, `points of 0, 0.5 or 1 for "${subject}"`, String(points));
  return {
    rule,
    subject,
    verdict,
    why,
    value: value ?? null,
    evidence: evidence === null ? null : String(evidence),
    points
  };
}

function isVerdict(word: unknown): word is Verdict {
  return (verdicts as readonly unknown[]).includes(word);
}

function refuse(rule: Rule, expected: string, found: string): never {
  throw new Failure("failed", `${rule.path}: expected ${expected}, found ${found}: correct the rule`);
}

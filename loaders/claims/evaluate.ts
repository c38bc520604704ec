import type {Verdict} from "../rows.ts";
import {decideNumber} from "./bound-number.ts";
import type {ClaimedNumber, RunnableClaim} from "./pages.ts";
import {decide, type Decision, type Expectation} from "./expectation.ts";

/** A query's result; cells of integers may be bigint. */
export interface QueryRows {
  columns: string[];
  rows: Record<string, unknown>[];
}

/** Runs one SELECT under the limits of rule 8; `where` is page:line of the claim, for errors. */
export type RunQuery = (sql: string, where: string) => Promise<QueryRows>;

/** What the one row of a claim's query says, by column; all but the value may be left out. */
export interface Answer {
  /** Null where there is none or it is not finite. */
  value: number | null;
  unit: string | null;
  /** A place or an expression. */
  evidence: string | null;
  n: number | null;
  n_evidence: string | null;
  /** What "falls" and "rises" speak of, in the value's unit. */
  baseline: number | null;
  baseline_evidence: string | null;
  spread: number | null;
  spread_kind: string | null;
  spread_evidence: string | null;
  device: string | null;
  source: string | null;
  note: string | null;
}

/** What a page shows of a claim; plain JSON. */
export interface ClaimRecord extends Answer {
  id: string;
  page: string;
  line: number;
  statement: string | null;
  /** The expectation as written. */
  expect: string;
  verdict: Verdict;
  why: string;
  query: string;
}

/** Decides all claims, in order. An error of a query is the caller's: it rejects. */
export async function evaluateClaims(claims: RunnableClaim[], runQuery: RunQuery): Promise<ClaimRecord[]> {
  const records: ClaimRecord[] = [];
  for (const claim of claims) records.push(recordOf(claim, await runQuery(claim.query, `${claim.page}:${claim.line}`)));
  return records;
}

/** Decides a bound number: it stands with its claim, and states what the claim's query found. */
export function decideBound({claim, written}: ClaimedNumber, record: ClaimRecord): Decision {
  if (record.verdict === "pass") return decideNumber(written, record);
  return {verdict: record.verdict, why: `claim "${claim.id}" expects ${record.expect}: ${record.why}`};
}

function recordOf(claim: RunnableClaim, result: QueryRows): ClaimRecord {
  const {id, page, line, statement, query, expectation} = claim;
  const rows = result.rows.filter((row) =>
    Object.entries(claim.where).every(([column, value]) => same(row[column], value))
  );
  const fault = faultOf(claim, result.columns, rows);
  const answer = readAnswer(claim.column, fault ? {} : (rows[0] ?? {}));
  const {verdict, why} = fault ?? withEvidence(decide(expectation, answer), expectation, answer);
  const value = answer.value !== null && Number.isFinite(answer.value) ? answer.value : null;
  const unit = answer.unit ?? (expectation.unit === "" ? null : expectation.unit);
  return {id, page, line, statement, expect: expectation.text, ...answer, value, unit, verdict, why, query};
}

/** Why the rows cannot answer; null where they do. */
function faultOf({column, where}: RunnableClaim, columns: string[], rows: QueryRows["rows"]): Decision | null {
  const missing = [column, ...Object.keys(where)].filter((name) => !columns.includes(name));
  if (missing.length)
    return {verdict: "undecided", why: `the query has no column ${missing.join(", ")}, only ${columns.join(", ")}`};
  if (rows.length === 0) return {verdict: "no-evidence", why: "the query found no row"};
  if (rows.length > 1)
    return {verdict: "undecided", why: `the query found ${rows.length} rows where a claim needs one`};
  const cell = rows[0]?.[column];
  if (cell !== null && cell !== undefined && toNumber(cell) === null)
    return {verdict: "undecided", why: `${column} is ${describe(cell)}, not a number`};
  return null;
}

/** What stands beside column `x` is taken from `x_unit`, `x_evidence` and so on, else from `unit`, `evidence`. */
function readAnswer(column: string, row: Record<string, unknown>): Answer {
  const beside = (name: string) => row[`${column}_${name}`] ?? row[name] ?? null;
  const text = (name: string) => (beside(name) === null ? null : String(beside(name)));
  const number = (name: string) => toNumber(beside(name));
  return {
    value: toNumber(row[column]),
    unit: text("unit"),
    evidence: text("evidence"),
    n: number("n"),
    n_evidence: text("n_evidence"),
    baseline: number("baseline"),
    baseline_evidence: text("baseline_evidence"),
    spread: number("spread"),
    spread_kind: text("spread_kind"),
    spread_evidence: text("spread_evidence"),
    device: text("device"),
    source: text("source"),
    note: text("note")
  };
}

/** A contradiction stands in any case; nothing passes without naming its evidence, that of its baseline included. */
function withEvidence(decision: Decision, expectation: Expectation, answer: Answer): Decision {
  const needed = "direction" in expectation ? (["evidence", "baseline_evidence"] as const) : (["evidence"] as const);
  const missing = needed.find((name) => answer[name] === null);
  if (decision.verdict !== "pass" || missing === undefined) return decision;
  const what = missing === "evidence" ? "no evidence" : "no evidence of the baseline";
  return {
    verdict: "no-evidence",
    why: `${decision.why}, but the query names ${what}: select it as a column "${missing}"`
  };
}

function toNumber(cell: unknown): number | null {
  return typeof cell === "number" ? cell : typeof cell === "bigint" ? Number(cell) : null;
}

function describe(cell: unknown): string {
  return typeof cell === "string"
    ? `the text ${JSON.stringify(cell)}`
    : typeof cell === "boolean"
      ? String(cell)
      : typeof cell;
}

function same(cell: unknown, value: unknown): boolean {
  return (typeof cell === "bigint" ? Number(cell) : (cell ?? null)) === value;
}

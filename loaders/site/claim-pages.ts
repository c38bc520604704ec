import {rmSync} from "node:fs";
import {join} from "node:path";
import {decideBound, evaluateClaims, type ClaimRecord, type QueryRows} from "../claims/evaluate.ts";
import {prepareClaimPage} from "../claims/markdown.ts";
import type {PageText} from "../claims/page.ts";
import {readClaims, type ClaimedNumber} from "../claims/pages.ts";
import {findUnboundNumbers, proseProblems, type UnboundNumber} from "../claims/prose.ts";
import type {Expression} from "../evidence/expression.ts";
import {originOf, readSourceNames} from "../evidence/origin.ts";
import {runPageQuery, type PageTable} from "../evidence/page-query.ts";
import {Failure} from "../failure.ts";
import type {PolicyGuard} from "../privacy/policy.ts";
import type {Verdict} from "../rows.ts";
import type {Reader} from "../warehouse/reader.ts";
import {readLast, readPages} from "./page-files.ts";
import {writeAtomically} from "./tables.ts";

export interface ClaimPagesOptions {
  /** Folders of pages; a later one stands for the same path of an earlier one. */
  pagesFrom: string[];
  /** Where prepared pages and `data/claims.json` go: another folder to stage, last. */
  into: string;
  reader: Reader;
  guard: PolicyGuard;
  prose: "list" | "strict";
}

export interface ClaimPages {
  claims: ClaimRecord[];
  unbound: UnboundNumber[];
  cited: {places: Map<string, string>; expressions: Map<string, Expression>};
}

/** Decides the claims of all pages. Throws `failed` naming page:line of each that is false, undecided or unreadable. */
export async function prepareClaims({pagesFrom, into, reader, guard, prose}: ClaimPagesOptions): Promise<ClaimPages> {
  const pages = readPages(pagesFrom);
  const {claims, numbers, problems} = readClaims(pages, (path) => readLast(pagesFrom, path));
  const unbound = pages.flatMap(findUnboundNumbers);
  const faults = [...problems, ...(prose === "strict" ? proseProblems(unbound) : [])].map(({message}) => message);
  if (faults.length) throw new Failure("failed", `the pages' claims cannot be read:\n  ${faults.join("\n  ")}`, faults);
  const cited = {places: new Map<string, string>(), expressions: new Map<string, Expression>()};
  const records = await evaluateClaims(claims, async (sql, where) => {
    const table = await runPageQuery(reader, sql, where, guard);
    for (const [place, raw] of table.places) cited.places.set(place, raw);
    for (const [id, expression] of table.expressions) cited.expressions.set(id, expression);
    return toRows(table);
  });
  refuseFalse([
    ...records.map(ofClaim),
    ...numbers.map((number) => ofNumber(number, records[claims.indexOf(number.claim)]!))
  ]);
  rmSync(into, {recursive: true, force: true});
  for (const page of pages) writePrepared(page, into);
  const names = await readSourceNames(reader, (path) => guard(path, path));
  const shown = records.map((record) => ({
    ...record,
    origin: record.evidence === null ? null : originOf(record.evidence, cited.expressions, names)
  }));
  writeAtomically(join(into, "data", "claims.json"), JSON.stringify(shown));
  return {claims: records, unbound, cited};
}

interface Judged {
  verdict: Verdict;
  message: string;
}

function ofClaim({page, line, id, expect, verdict, why}: ClaimRecord): Judged {
  return {verdict, message: `${page}:${line}: claim "${id}" expects ${expect}: ${verdict}, ${why}`};
}

function ofNumber(number: ClaimedNumber, record: ClaimRecord): Judged {
  const {page, line, id, written} = number;
  const {verdict, why} = decideBound(number, record);
  return {verdict, message: `${page}:${line}: the number of claim "${id}" is ${written.text}: ${verdict}, ${why}`};
}

function refuseFalse(judged: Judged[]): void {
  const messages = judged.filter(({verdict}) => verdict !== "pass").map(({message}) => message);
  if (messages.length)
    throw new Failure(
      "failed",
      `${messages.length === 1 ? "a claim does" : `${messages.length} claims do`} not hold:\n  ${messages.join("\n  ")}`,
      messages
    );
}

function writePrepared(page: PageText, into: string): void {
  const prepared = prepareClaimPage(page);
  if (prepared !== page.markdown) writeAtomically(join(into, page.path), prepared);
}

/** A page query's result, row by row. */
export function toRows({names, columns, rows}: PageTable): QueryRows {
  return {
    columns: names,
    rows: Array.from({length: rows}, (_, r) => Object.fromEntries(names.map((name, c) => [name, columns[c]![r]])))
  };
}

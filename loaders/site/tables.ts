import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {basename, dirname, extname, join} from "node:path";
import {Failure} from "../failure.ts";
import {sha256} from "../files/digest.ts";
import type {Expression} from "../evidence/expression.ts";
import {runPageQuery, type PageTable} from "../evidence/page-query.ts";
import {writers} from "../evidence/table-file.ts";
import {addCounts, countsSince, noIdentities, type IdentityCounts} from "../privacy/mask.ts";
import type {PolicyGuard} from "../privacy/policy.ts";
import type {Reader} from "../warehouse/reader.ts";

/** Everything the pages' queries cite, and what was masked in them. */
export interface Cited {
  places: Map<string, string>;
  expressions: Map<string, Expression>;
}

export interface TablesOptions {
  /** Staged root of the pages. */
  stage: string;
  reader: Reader;
  /** Results are kept here, keyed on query, warehouse digest and privacy policy. */
  cache: string;
  /** Whatever else a result depends on: the warehouse's digest and the policy. */
  key: string;
  guard: PolicyGuard;
  progress?: (done: number, total: number, label: string) => void;
}

interface Kept {
  rows: number;
  /** Identities masked in this table, by kind. */
  masked: IdentityCounts;
  places: [string, string][];
  expressions: [string, Expression][];
}

/** Runs every `.sql` data loader of the stage into Framework's cache. Throws `failed` listing each query that fails. */
export async function buildTables(options: TablesOptions): Promise<Cited & {masked: IdentityCounts}> {
  const cited = {places: new Map<string, string>(), expressions: new Map<string, Expression>(), masked: noIdentities()};
  const failures: string[] = [];
  const queries = findQueries(options.stage);
  for (const [i, path] of queries.entries()) {
    options.progress?.(i, queries.length, path);
    try {
      const kept = await buildTable(path, options);
      for (const [place, raw] of kept.places) if (!cited.places.get(place)) cited.places.set(place, raw);
      for (const [id, expression] of kept.expressions) cited.expressions.set(id, expression);
      addCounts(cited.masked, kept.masked);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(error.message, ...error.details);
    }
  }
  if (failures.length)
    throw new Failure(
      "failed",
      `${failures.length === 1 ? "a query fails" : `${failures.length} queries fail`}:\n  ${failures.join("\n  ")}`,
      failures
    );
  return cited;
}

/** Paths of all `<name>.<form>.sql` under the stage, sorted. */
export function findQueries(stage: string): string[] {
  const names = readdirSync(stage, {recursive: true, encoding: "utf8"}).map((name) => name.replaceAll("\\", "/"));
  return names
    .filter((name) => name.endsWith(".sql") && !name.startsWith(".observablehq") && !name.includes("["))
    .sort();
}

async function buildTable(path: string, {stage, reader, cache, key, guard}: TablesOptions): Promise<Kept> {
  const sql = readFileSync(join(stage, path), "utf8");
  const form = tableForm(path);
  const entry = join(cache, sha256(`${key}\n${path}\n${sql}`).slice(0, 24));
  if (!existsSync(`${entry}.json`)) {
    const before = {...guard.counts};
    const table = await runPageQuery(reader, sql, path, guard);
    writeAtomically(`${entry}${form}`, await writers[form]!(table));
    writeAtomically(`${entry}.json`, JSON.stringify(keep(table, countsSince(before, guard.counts))));
  }
  writeAtomically(join(stage, ".observablehq", "cache", path.replace(/\.sql$/, "")), readFileSync(`${entry}${form}`));
  return JSON.parse(readFileSync(`${entry}.json`, "utf8")) as Kept;
}

function keep({rows, places, expressions}: PageTable, masked: IdentityCounts): Kept {
  return {rows, masked, places: [...places].sort(), expressions: [...expressions].sort()};
}

/** ".parquet" of "data/runs.parquet.sql". Throws `failed` for a form that cannot be written. */
export function tableForm(path: string): string {
  const form = extname(basename(path, ".sql"));
  if (form in writers) return form;
  throw new Failure(
    "failed",
    `${path}: expected a query file named <table>.parquet.sql, .json.sql or .csv.sql, found "${basename(path)}"`
  );
}

export function writeAtomically(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), {recursive: true});
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}

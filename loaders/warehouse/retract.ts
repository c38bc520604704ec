import type {DuckDBConnection} from "@duckdb/node-api";
import {sharedKeys, storedTables} from "./layout.ts";
import type {Resume} from "./reading.ts";
import {TableWriter} from "./table-writer.ts";

/** Removes every row of these sources. */
export async function forget(connection: DuckDBConnection, sourceIds: string[]): Promise<void> {
  if (sourceIds.length === 0) return;
  const sources = `source_id IN (${sourceIds.map((id) => `'${id}'`).join(", ")})`;
  for (const [table, key, owner] of sharedKeys)
    await connection.run(`DELETE FROM "${table}" WHERE ${key} IN (SELECT ${key} FROM "${owner}" WHERE ${sources})`);
  for (const table of storedTables) await connection.run(`DELETE FROM "${table}" WHERE ${sources}`);
}

/** Removes what the next reading of these sources tells anew: rows of units behind the checkpoint, and its tail. */
export async function retract(connection: DuckDBConnection, resumes: Map<string, Resume>): Promise<void> {
  if (resumes.size === 0) return;
  await writeTemporary(connection, resumes);
  const columns = await columnsOf(connection);
  const after = Math.min(...[...resumes.values()].map(({checkpoint}) => checkpoint.unit));
  const told = new Set([...resumes.values()].flatMap(({tail}) => [...tail.keys()]));
  for (const table of storedTables)
    if (!dictionaries.has(table)) await connection.run(ownedSql(table, columns.get(table)!, after));
  for (const [table, key, owner] of sharedKeys)
    await dropDeleted(connection, {key, owner, table}, sharedSql(table, key, owner, after));
  for (const fact of told) await retractTail(connection, fact, columns);
  await connection.run("DROP TABLE grown; DROP TABLE retold");
}

async function writeTemporary(connection: DuckDBConnection, resumes: Map<string, Resume>): Promise<void> {
  await connection.run(
    "CREATE TEMP TABLE grown (source_id VARCHAR, unit BIGINT, open_unit BIGINT); CREATE TEMP TABLE retold (fact VARCHAR, source_id VARCHAR, unit BIGINT, run_id VARCHAR)"
  );
  const [grown, retold] = [await TableWriter.open(connection, "grown"), await TableWriter.open(connection, "retold")];
  for (const [source_id, {checkpoint, units, tail}] of resumes) {
    grown.append({source_id, unit: checkpoint.unit, open_unit: units?.first.unit ?? checkpoint.unit + 1});
    for (const [fact, rows] of tail) for (const row of rows) retold.append({fact, source_id, ...row});
  }
  grown.close();
  retold.close();
}

async function columnsOf(connection: DuckDBConnection): Promise<Map<string, Set<string>>> {
  const reader = await connection.runAndReadAll(
    "SELECT table_name, list(column_name) FROM duckdb_columns() GROUP BY ALL"
  );
  return new Map(reader.getRowsJS().map(([table, names]) => [table as string, new Set(names as string[])]));
}

const dictionaries = new Set<string>(sharedKeys.map(([, , owner]) => owner));

/** Tables with a source_id: by unit where they have one, else whole. `after` lets the engine skip what lies before. */
function ownedSql(table: string, columns: Set<string>, after: number): string {
  const behind = columns.has("unit")
    ? ` AND t.unit > g.unit AND t.unit > ${after}`
    : table === "unit_block"
      ? " AND t.first_unit >= g.open_unit"
      : "";
  return `DELETE FROM "${table}" t USING grown g WHERE t.source_id = g.source_id${behind}`;
}

function sharedSql(table: string, key: string, owner: string, after: number): string {
  return `DELETE FROM "${table}" t USING "${owner}" o, grown g WHERE t.${key} = o.${key} AND o.source_id = g.source_id AND t.unit > g.unit AND t.unit > ${after} RETURNING t.${key}`;
}

async function retractTail(
  connection: DuckDBConnection,
  fact: string,
  columns: Map<string, Set<string>>
): Promise<void> {
  const same = (row: string): string => `r.fact = '${fact}' AND r.source_id = ${row}.source_id`;
  for (const table of tablesOf[fact] ?? [fact]) {
    const shared = sharedKeys.find(([name]) => name === table);
    if (!shared) {
      const run = columns.get(table)!.has("run_id") ? " AND r.run_id IS NOT DISTINCT FROM t.run_id" : "";
      await connection.run(`DELETE FROM "${table}" t USING retold r WHERE ${same("t")} AND r.unit = t.unit${run}`);
      continue;
    }
    const [, key, owner] = shared;
    await dropDeleted(
      connection,
      {key, owner, table},
      `DELETE FROM "${table}" t USING "${owner}" o, retold r WHERE t.${key} = o.${key} AND ${same("o")} AND r.unit = t.unit AND r.run_id IS NOT DISTINCT FROM o.run_id RETURNING t.${key}`
    );
  }
}

/** Where the facts of the views of layout.sql are stored. */
const tablesOf: Record<string, string[]> = {metric: ["point", "point_set"], event: ["event_fact", "event_line"]};

/** Runs a DELETE that returns keys, and drops the rows of the dictionary that nothing refers to any more. */
async function dropDeleted(
  connection: DuckDBConnection,
  {table, key, owner}: {table: string; key: string; owner: string},
  sql: string
): Promise<void> {
  const reader = await connection.runAndReadAll(sql);
  const keys = [...new Set(reader.getRows().map(([id]) => Number(id)))];
  if (keys.length === 0) return;
  const list = keys.join(", ");
  await connection.run(
    `DELETE FROM "${owner}" WHERE ${key} IN (${list}) AND ${key} NOT IN (SELECT DISTINCT ${key} FROM "${table}" WHERE ${key} IN (${list}))`
  );
}

import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {isEvidence} from "../../loaders/evidence/page-query.ts";
import {factTables} from "../../loaders/rows.ts";
import {readDefinitions} from "../../loaders/warehouse/definitions.ts";
import {laidOut} from "../../loaders/warehouse/layout.ts";
import {registerNativeFunctions} from "../../loaders/warehouse/native-functions.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const queries = readdirSync(join(root, "src/data")).filter((name) => name.endsWith(".sql"));

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  registerNativeFunctions(connection);
  await connection.run(readDefinitions());
});

async function columns(sql: string): Promise<string[]> {
  return (await connection.run(sql)).columnNames();
}

/** What stands outside all parentheses. */
function outermost(sql: string): string {
  let depth = 0;
  return [...sql]
    .filter((character) => (character === "(" ? depth++ : character === ")" ? --depth : depth) === 0)
    .join("");
}

describe("schema.sql", () => {
  it.each([...factTables])("table %s carries its place", async (table) => {
    const place = (laidOut as readonly string[]).includes(table)
      ? ["source_id", "unit"]
      : ["source_id", "unit", "byte_start", "byte_end", "line"];
    expect(await columns(`SELECT * FROM "${table}" LIMIT 0`)).toEqual(expect.arrayContaining(place));
  });
});

describe("src/data/*.sql", () => {
  it("exist", () => expect(queries.length).toBeGreaterThan(10));

  it.each(queries)("%s runs on an empty warehouse", async (name) => {
    expect((await columns(read(`src/data/${name}`))).length).toBeGreaterThan(0);
  });

  it.each(queries)("%s ends in an order", (name) => {
    const sql = read(`src/data/${name}`).replace(/--.*$/gm, "").trim();
    expect(outermost(sql).toUpperCase()).toMatch(/ORDER BY [^;]+$/);
  });

  it.each(queries)("%s has a value beside each evidence column", async (name) => {
    const names = await columns(read(`src/data/${name}`));
    const evidence = names.filter((column) => column.endsWith("_evidence"));
    expect(
      evidence
        .map((column) => column.replace(/_evidence$/, ""))
        .filter(
          (column) => !names.some((name) => name === column || (name.startsWith(`${column}_`) && !isEvidence(name)))
        )
    ).toEqual([]);
  });
});

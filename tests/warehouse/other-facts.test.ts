import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {readDefinitions} from "../../loaders/warehouse/definitions.ts";
import {beforeAll, describe, expect, it} from "vitest";
import {findVerdict} from "../../loaders/claims/vocabulary.ts";
import {parseExpression, recompute} from "../../loaders/evidence/expression.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const source = "aaaaaaaaaaaa";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(readDefinitions());
  await connection.run(`INSERT INTO source (source_id, path, format, confidence, bytes, units, units_parsed, units_rejected, units_ignored, units_pending, row_count, reject_count, repair_count)
    VALUES ('${source}', 'a', 'junit-xml', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0), ('bbbbbbbbbbbb', 'b', 'test-ndjson', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)`);
});

async function insert(table: string, columns: string, ...rows: string[]): Promise<void> {
  await connection.run(`DELETE FROM ${table}`);
  for (const [i, values] of rows.entries())
    await connection.run(
      `INSERT INTO ${table} (source_id, unit, byte_start, byte_end, ${columns}) VALUES ('${source}', ${i + 1}, 0, 1, ${values})`
    );
}

async function part(name: string): Promise<Record<string, unknown>[]> {
  const rows = (await connection.runAndReadAll(read("src/data/other_facts.parquet.sql"))).getRowObjects();
  return rows.filter((row) => row.part === name);
}

describe("other_facts.parquet.sql", () => {
  it("shows what failed first, and of each part at most 500", async () => {
    await insert(
      "test_result",
      "name, status",
      ...Array.from({length: 600}, (_, i) => `'t${i}', '${i === 599 ? "failed" : "passed"}'`)
    );
    const tests = await part("test");
    expect([tests.length, tests[0]!.name, tests[0]!.verdict]).toEqual([500, "t599", "fail"]);
    const counts = (await connection.runAndReadAll(read("src/data/other_fact_counts.parquet.sql"))).getRowObjects();
    expect(counts.map(({part: name, n}) => [name, n])).toEqual([["test", 600n]]);
    expect(recompute(parseExpression(String(counts[0]!.n_evidence)))).toBe(600);
  });

  it("leaves this project's own long tests to the page of benchmarks", async () => {
    await insert("test_result", "name, status");
    await connection.run(
      `INSERT INTO test_result (source_id, unit, byte_start, byte_end, name, status) VALUES ('bbbbbbbbbbbb', 1, 0, 1, 'long', 'passed')`
    );
    expect(await part("test")).toEqual([]);
    const long = (await connection.runAndReadAll(read("src/data/test_results.parquet.sql"))).getRowObjects();
    expect(long.map(({name}) => name)).toEqual(["long"]);
  });

  it("recomputes the share of lines hit, and none of a file without lines", async () => {
    await insert("coverage", "file, lines, lines_hit", "'a.js', 8, 3", "'b.js', 4, 0", "'c.js', 0, 0");
    const rows = await part("coverage");
    expect(rows.map(({value}) => value)).toEqual([37.5, 0, null]);
    expect(rows.slice(0, 2).map((row) => recompute(parseExpression(String(row.value_evidence))))).toEqual([37.5, 0]);
    expect(rows[2]!.value_evidence).toBe(null);
  });

  it("puts errors before warnings and what is suppressed last; findings of reports are not here", async () => {
    await insert(
      "finding",
      "text, level, suppressed, audit_id",
      "'w', 'warning', NULL, NULL",
      "'s', 'error', true, NULL",
      "'e', 'error', false, NULL",
      "'r', NULL, NULL, 'x'"
    );
    expect((await part("finding")).map(({name, state}) => [name, state])).toEqual([
      ["e", "error"],
      ["w", "warning"],
      ["s", "error, suppressed"]
    ]);
  });

  it.each(["holds", "broken", "unverifiable", "genesis"])(
    "gives a link that is %s the verdict of the vocabulary",
    async (state) => {
      await insert("chain_link", "segment, state", `1, '${state}'`);
      expect((await part("chain link")).map(({verdict}) => verdict)).toEqual([findVerdict("chain", state)]);
    }
  );

  it("calls a chain that begins anew restarted", async () => {
    await insert(
      "chain_link",
      "segment, state, reason",
      "1, 'genesis', NULL",
      "2, 'genesis', 'the chain begins anew behind line 1'"
    );
    expect((await part("chain link")).map(({verdict}) => verdict)).toEqual([
      "not-applicable",
      findVerdict("chain", "restarted")
    ]);
  });
});

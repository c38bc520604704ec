import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {findVerdict} from "../../loaders/claims/vocabulary.ts";
import {readDefinitions} from "../../loaders/warehouse/definitions.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(readDefinitions());
  await connection.run(`INSERT INTO source (source_id, path, format, confidence, bytes, units, units_parsed, units_rejected, units_ignored, units_pending, row_count, reject_count, repair_count)
    VALUES ('aaaaaaaaaaaa', 'tests.ndjson', 'test-ndjson', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)`);
});

async function results(digests: {tests: (string | null)[]; benchmarks: (string | null)[]}, status = "passed") {
  const quoted = (digest: string | null): string => (digest === null ? "NULL" : `'${digest}'`);
  await connection.run("DELETE FROM test_result; DELETE FROM benchmark");
  for (const [n, digest] of digests.tests.entries())
    await connection.run(`INSERT INTO test_result (source_id, unit, byte_start, byte_end, suite, name, status, cases, source_digest)
      VALUES ('aaaaaaaaaaaa', ${n + 1}, 0, 1, 's', 'test ${n}', '${status}', 100, ${quoted(digest)})`);
  for (const [n, digest] of digests.benchmarks.entries())
    await connection.run(`INSERT INTO benchmark (source_id, unit, byte_start, byte_end, case_id, "case", op, backend, dtype, axes, quantity, unit_name, timed, source_digest)
      VALUES ('bbbbbbbbbbbb', ${n + 1}, 0, 1, 'c${n}', 'c', 'o', 'js', 'float32', '{}', 'time', 'ms', 'kernel', ${quoted(digest)})`);
  return (await connection.runAndReadAll(read("src/data/test_results.parquet.sql"))).getRowObjects();
}

describe("test_results.parquet.sql", () => {
  it("holds each result against the sources that benchmarks measured", async () => {
    const rows = await results({tests: ["a", "b", null], benchmarks: ["a", null]});
    expect(rows.map(({sources}) => sources)).toEqual(["same", "other", null]);
  });
  it("does not know where no benchmark says what it measured", async () => {
    expect((await results({tests: ["a"], benchmarks: []})).map(({sources}) => sources)).toEqual([null]);
    expect((await results({tests: ["a"], benchmarks: [null]})).map(({sources}) => sources)).toEqual([null]);
  });
  it("counts what passed, and the cases of that alone", async () => {
    const [row] = await results({tests: ["a", "b"], benchmarks: []});
    expect(row).toMatchObject({n: 2n, passed: 2n, all_cases: 200n});
    const [failed] = await results({tests: ["a", "b"], benchmarks: []}, "failed");
    expect(failed).toMatchObject({n: 2n, passed: 0n, all_cases: 0n});
  });
  it.each(["passed", "failed", "skipped"])("%s has the verdict of the vocabulary", async (status) => {
    const [row] = await results({tests: ["a"], benchmarks: []}, status);
    expect(row!.verdict).toBe(findVerdict("test", status));
  });
});

import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-drift-"));
const row = (step: number, more: object = {}): object => ({step, loss: 1 / step, ...more});
const files: Record<string, object[]> = {
  "even.ndjson": [row(1), row(2), row(3)],
  "types.ndjson": [row(1, {note: "a"}), row(2, {note: null}), row(3, {note: 4}), row(4, {note: {a: 1}})],
  "keys.ndjson": [row(1), row(2, {lr: 0.1}), row(3), row(4, {lr: 0.2}), row(5)]
};

let reader: Reader;
beforeAll(async () => {
  mkdirSync(join(folder, "logs"));
  for (const [name, rows] of Object.entries(files))
    writeFileSync(join(folder, "logs", name), rows.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  const warehouse = join(folder, "warehouse.duckdb");
  await ingest({inputs: [join(folder, "logs")], warehouse});
  reader = await Reader.open(warehouse);
});
afterAll(() => {
  reader.close();
  rmSync(folder, {recursive: true, force: true});
});

const select = async (sql: string): Promise<unknown[][]> =>
  (await (await reader.select(sql)).getRowsJS()) as unknown[][];

describe("key_drift", () => {
  it("names the types of a key, null apart, each with its first line", async () => {
    const found = await select(
      "SELECT key, types, list_transform(type_list, lambda t: t.type || ' ' || t.units || ' ' || t.line) FROM key_drift JOIN source USING (source_id) WHERE path = 'logs/types.ndjson' AND type_drift"
    );
    expect(found).toEqual([["note", 3n, ["string 1 1", "null 1 2", "number 1 3", "object 1 4"]]]);
  });
  it("says where a key that some units lack stands first and last", async () => {
    const found = await select(
      "SELECT key, k.units, parsed, line, last_line FROM key_drift k JOIN source USING (source_id) WHERE path = 'logs/keys.ndjson'"
    );
    expect(found).toEqual([["lr", 2n, 5n, 2n, 4n]]);
  });
  it("says nothing of a file whose lines are alike", async () => {
    expect(
      await select("SELECT key FROM key_drift JOIN source USING (source_id) WHERE path = 'logs/even.ndjson'")
    ).toEqual([]);
  });
});

describe("source_drift", () => {
  it("counts the keys of each kind", async () => {
    const found = await select(
      "SELECT path, keys, type_drifts, presence_drifts FROM source_drift JOIN source USING (source_id) ORDER BY path"
    );
    expect(found).toEqual([
      ["logs/even.ndjson", 2n, 0n, 0n],
      ["logs/keys.ndjson", 3n, 0n, 1n],
      ["logs/types.ndjson", 4n, 1n, 1n]
    ]);
  });
});

import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../../loaders/formats/recognise.ts";
import {mlflowSqlite} from "../../../loaders/formats/runs/mlflow/database-file.ts";
import {readRecord, readVarint} from "../../../loaders/formats/sqlite/record.ts";
import {columnsOf} from "../../../loaders/formats/sqlite/schema.ts";
import type {FactRow, Row, UnitRow} from "../../../loaders/rows.ts";
import {findValue} from "../../../src/components/source-text.ts";
import {assertTiles, sourceOf} from "../../tiling.ts";

/** Written by mlflow_database.py beside this file. */
const whole = readFileSync(join(import.meta.dirname, "..", "..", "fixtures", "mlflow-sqlite", "mlflow.db"));
const pageSize = 512;

function rowsOf(bytes: Buffer): Row[] {
  const rows = [...mlflowSqlite.parse(sourceOf("mlflow.db", bytes))];
  assertTiles(rows, bytes.length);
  return rows;
}

const units = (rows: Row[]) => rows.filter((row): row is UnitRow => row.table === "unit");
const factRows = (rows: Row[], table: string) => rows.filter((row): row is FactRow => row.table === table);
const facts = (rows: Row[], table: string) => factRows(rows, table).map(({values}) => values);
const repairs = (rows: Row[]) => rows.flatMap((row) => (row.table === "repair" ? [row.kind] : []));

describe("mlflow-sqlite.parse(source)", () => {
  const rows = rowsOf(whole);

  it("accounts for every page, index, interior, free and other tables by name", () => {
    const told = units(rows);
    expect(told).toHaveLength(whole.length / pageSize);
    expect(told.filter(({outcome}) => outcome === "rejected")).toEqual([]);
    expect([...new Set(told.map(({outcome, rule}) => rule ?? outcome))].sort()).toEqual([
      "free page",
      "index of a table",
      "interior page of a table",
      "latest_metrics, which repeats the last rows of metrics",
      "model registry",
      "parsed",
      "version of the schema"
    ]);
  });

  it("reads runs with their status, times, seed and commit", () => {
    expect(facts(rows, "run")).toMatchObject([
      {
        name: "calm-sun-7",
        status: "completed",
        status_raw: "FINISHED",
        started_raw: "1700000000250",
        ended_raw: "1700000060250",
        seed: 7n,
        command: "train.py"
      },
      {
        name: "slow-moon-8",
        status: "aborted",
        status_raw: "FAILED",
        seed: 8n,
        commit: "0123456789abcdef0123456789abcdef01234567"
      }
    ]);
    expect(facts(rows, "record")).toMatchObject([
      {kind: "experiment", name: "reach", attributes: expect.stringContaining('"experiment_id":"1"')}
    ]);
    expect(facts(rows, "artifact")).toMatchObject([{path: "/work/my runs/1"}, {}, {}]);
  });

  it("reads metrics of both runs with their steps, and text that goes on in overflow pages", () => {
    const [first, second] = facts(rows, "run").map(({run_id}) => run_id);
    for (const run of [first, second]) {
      const losses = facts(rows, "metric").filter(({run_id, name}) => run_id === run && name === "loss");
      expect(losses.map(({step}) => step)).toEqual([...Array(12).keys()]);
      expect(losses.slice(0, 4).map(({value, nonfinite}) => nonfinite ?? value)).toEqual([1, 0.5, 1 / 3, "nan"]);
    }
    expect(facts(rows, "metric").filter(({name}) => name === "tokens")).toMatchObject([
      {value: 8, value_raw: null},
      {}
    ]);
    const prompts = facts(rows, "param").filter(({key}) => key === "prompt");
    expect(prompts.map(({value}) => String(value).slice(-5))).toEqual(["end 0", "end 1"]);
    expect(String(prompts[0]!.value)).toHaveLength(1505);
  });

  it("shows every cited value in the text of its page", () => {
    const decode = mlflowSqlite.decode!(sourceOf("mlflow.db", whole));
    let seen = 0;
    for (const table of ["metric", "param", "environment"])
      for (const {at, values} of factRows(rows, table)) {
        const {value_raw, nonfinite, value} = values as Record<string, string | number | null>;
        expect(findValue(decode(at), String(value_raw ?? nonfinite ?? value)), `${table} ${value}`).not.toEqual([]);
        seen++;
      }
    expect(seen).toBeGreaterThan(40);
    expect(decode({start: 0, end: pageSize})).toBe("page 1: interior");
    expect(decode({start: 10 * whole.length, end: 0})).toContain("nothing leads to it");
  });
});

describe("damage", () => {
  const leafOf = (table: string, n = 0) => [...new Set(factRows(rowsOf(whole), table).map(({at}) => at.start))][n]!;

  it("rejects a page whose cells lie outside it, and reads the others", () => {
    const changed = Buffer.from(whole);
    const start = leafOf("metric");
    changed.writeUInt16BE(0xfff0, start + 8);
    const rows = rowsOf(changed);
    expect(units(rows).filter(({outcome}) => outcome === "rejected")).toMatchObject([
      {at: {start}, reason: expect.stringContaining("expected cell 1 of")}
    ]);
    const lost = factRows(rowsOf(whole), "metric").filter(({at}) => at.start === start).length;
    expect(facts(rows, "metric")).toHaveLength(facts(rowsOf(whole), "metric").length - lost);
  });

  it("rejects pages that nothing leads to any more", () => {
    const changed = Buffer.from(whole);
    const interior = units(rowsOf(whole))
      .filter(({rule}) => rule === "interior page of a table")
      .at(-1)!.at;
    changed[interior.start] = 7;
    const rows = rowsOf(changed);
    expect(units(rows)[interior.unit - 1]).toMatchObject({reason: expect.stringContaining("expected a page of type")});
    expect(units(rows).filter(({reason}) => reason?.includes("to lead to this page")).length).toBeGreaterThan(1);
  });

  it("leaves out a row whose overflow chain is broken, and says so", () => {
    const changed = Buffer.from(whole);
    const at = factRows(rowsOf(whole), "param").find(({values}) => values.key === "prompt")!.at;
    const page = changed.subarray(at.start, at.end);
    const overflow = units(rowsOf(whole)).find(({at: unit}) => {
      const number = Buffer.alloc(4);
      number.writeUInt32BE(unit.unit);
      return unit.unit > 1 && page.includes(number) && whole.subarray(unit.start, unit.end).includes("long text");
    })!.at;
    changed.writeUInt32BE(9999, overflow.start);
    const rows = rowsOf(changed);
    expect(repairs(rows)).toContain("row that cannot be read");
    expect(facts(rows, "param")).toHaveLength(facts(rowsOf(whole), "param").length - 1);
  });

  it("says that rows may stand in a write-ahead log, and that pages are missing", () => {
    const wal = Buffer.from(whole);
    [wal[18], wal[19]] = [2, 2];
    expect(repairs(rowsOf(wal))).toContain("write-ahead log");
    const rows = rowsOf(whole.subarray(0, 20 * pageSize + 100));
    expect(repairs(rows)).toContain("truncated database");
    expect(units(rows).at(-1)).toMatchObject({outcome: "pending", at: {unit: 21}});
  });

  it("rejects a file whose head is none", () => {
    const changed = Buffer.from(whole);
    changed.writeUInt16BE(500, 16);
    expect(rowsOf(changed)).toMatchObject([{outcome: "rejected", reason: expect.stringContaining("power of two")}]);
    expect(rowsOf(whole.subarray(0, 50))).toMatchObject([{outcome: "pending"}]);
  });

  it("ends and tiles whatever a byte becomes", () => {
    for (let i = 0; i < whole.length; i += i < 120 || i % pageSize < 12 ? 1 : 31) {
      const changed = Buffer.from(whole);
      changed[i]! ^= i % 3 === 0 ? 0xff : 0x05;
      rowsOf(changed);
    }
  }, 120_000);

  it("ends where pages lead round in circles", () => {
    for (let page = 2; page <= whole.length / pageSize; page++) {
      const changed = Buffer.from(whole);
      const start = (page - 1) * pageSize;
      for (let at = start; at < start + pageSize - 4; at += 4) changed.writeUInt32BE(page, at);
      rowsOf(changed);
    }
  });
});

describe("mlflow-sqlite.detect(path, head)", () => {
  it("knows MLflow's tables, and no other database", () => {
    expect(recognise("a.bin", headOf(whole)).format?.name).toBe("mlflow-sqlite");
    const other = Buffer.from(whole);
    for (let at = 0; (at = other.indexOf("run_uuid", at)) >= 0; at += 8) other.write("user_ids", at);
    expect(recognise("mlflow.db", headOf(other))).toMatchObject({format: null, guess: "SQLite database"});
    const log = Buffer.concat([Buffer.from([0x37, 0x7f, 0x06, 0x82]), Buffer.alloc(40)]);
    expect(recognise("mlflow.db-wal", headOf(log))).toMatchObject({format: null, guess: "SQLite write-ahead log"});
  });
});

describe("SQLite's records", () => {
  it.each([
    [[0x05], 5],
    [[0x81, 0x00], 128],
    [[0xff, 0x7f], 16_383],
    [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1]
  ])("reads the varint %j", (bytes, value) => expect(readVarint(Buffer.from(bytes), 0).value).toBe(value));

  it("reads every type of value", () => {
    const header = [12, 0, 1, 2, 3, 4, 5, 6, 8, 9, 17, 16];
    const body = [
      0xff, 0x01, 0x00, 0x00, 0x01, 0x00, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0x68, 0x69, 1, 2
    ];
    expect(readRecord(Buffer.from([...header, ...body]), "utf-8")).toEqual([
      null,
      -1,
      256,
      256,
      256,
      256,
      2n ** 62n,
      0,
      1,
      "hi",
      Buffer.from([1, 2])
    ]);
    expect(() => readRecord(Buffer.from([2, 10]), "utf-8")).toThrow("expected a type of value, found 10");
    expect(() => readRecord(Buffer.from([2, 30, 1]), "utf-8")).toThrow("expected 9 bytes of a value, found 1");
  });

  it.each([
    ["CREATE TABLE a (\"x y\" TEXT DEFAULT 'a,b', [z] INT, PRIMARY KEY (z))", ["x y", "z"], null],
    ["CREATE TABLE a (id INTEGER PRIMARY KEY, v FLOAT CHECK (v IN (1, 2)))", ["id", "v"], "id"],
    ["CREATE TABLE a (id INTEGER NOT NULL, CONSTRAINT k PRIMARY KEY (id), UNIQUE (id))", ["id"], "id"],
    ["CREATE TABLE a (k VARCHAR(32) NOT NULL, CONSTRAINT p PRIMARY KEY (k))", ["k"], null],
    ["CREATE TABLE a AS SELECT 1", [], null]
  ])("reads the columns of %s", (sql, columns, rowidColumn) => expect(columnsOf(sql)).toEqual({columns, rowidColumn}));
});

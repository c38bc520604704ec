import {existsSync, readFileSync, readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../../loaders/formats/recognise.ts";
import {mlflowMeta} from "../../../loaders/formats/runs/mlflow/meta-file.ts";
import {mlflowMetric, readNumber} from "../../../loaders/formats/runs/mlflow/metric-file.ts";
import {artifactPath} from "../../../loaders/formats/runs/mlflow/run-facts.ts";
import {metricPath, runPath} from "../../../loaders/formats/runs/mlflow/run-path.ts";
import {mlflowParam} from "../../../loaders/formats/runs/mlflow/value-file.ts";
import type {FactRow, Row} from "../../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../../tiling.ts";

const id = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const folder = `mlruns/1/${id}`;
const named = (path: string, content: string) => recognise(path, headOf(Buffer.from(content))).format?.name ?? null;
const facts = (rows: Iterable<Row>, table: string) =>
  [...rows].filter((row): row is FactRow => row.table === table).map(({values}) => values);
const meta = (text: string) => {
  const rows = [...mlflowMeta.parse(sourceOf(`${folder}/meta.yaml`, text))];
  assertTiles(rows, Buffer.byteLength(text));
  return rows;
};

describe("recognition by folder and content", () => {
  it.each([
    [`${folder}/params/lr`, "0.1", "mlflow-param"],
    [`${id}/params/lr`, "0.1", "mlflow-param"],
    [`mlruns/1/by-hand/params/opt/lr`, "0.1", "mlflow-param"],
    [`${folder}/tags/mlflow.user`, "someone", "mlflow-tag"],
    [`${folder}/tags/note`, "a word", "mlflow-tag"],
    [`${folder}/metrics/loss`, "1700000000000 0.5 1\n", "mlflow-metric"],
    [`any/run/metrics/loss`, "1700000000000 0.5 1\n", "mlflow-metric"],
    [`${folder}/meta.yaml`, "status: 1\n", "mlflow-meta"],
    [`${folder}/meta.yaml`, "not yaml at all [\n", "mlflow-meta"],
    ["params/lr", "0.1", null],
    ["configs/params/lr", "0.1", null],
    ["mlruns/1/params/lr", "0.1", null],
    ["notes/tags/mlflow.user", "someone", null],
    ["loss", "1700000000000 0.5 1\n", null],
    ["any/run/metrics/loss", "0.5\n", null],
    ["config/meta.yaml", "status: 1\nname: a\n", null],
    [`${folder}/artifacts/note`, "0.1", null]
  ])("%s: %j", (path, content, name) => expect(named(path, content)).toBe(name));

  it("trusts the digits of a run more than the name of a folder above", () => {
    const head = headOf(Buffer.from("0.1"));
    expect(mlflowParam.detect(`${folder}/params/lr`, head)).toBe(0.7);
    expect(mlflowParam.detect("mlruns/1/by-hand/params/lr", head)).toBe(0.5);
  });

  it("leaves what a more specific format knows to it", () => {
    expect(named(`${folder}/params/rows`, '{"step": 1, "loss": 2}\n{"step": 2, "loss": 1}\n')).toBe("training-ndjson");
  });
});

it("names metrics, parameters and tags by what lies below their folder", () => {
  expect(runPath(`a/${folder}/params/opt/lr`, "params")).toEqual({
    folder: `a/${folder}`,
    name: "opt/lr",
    certain: true
  });
  expect(runPath(`${folder}/params/params/metrics/x`, "params")?.name).toBe("params/metrics/x");
  expect(metricPath("run/metrics/val/acc")).toEqual({folder: "run", name: "val/acc", certain: false});
});

describe("mlflow-meta.parse(source)", () => {
  it.each([
    ["1", "running"],
    ["2", "unknown"],
    ["3", "completed"],
    ["4", "aborted"],
    ["5", "aborted"],
    ["FINISHED", "completed"],
    ["KILLED", "aborted"]
  ])("reads status %s as %s", (raw, status) => {
    const rows = meta(`experiment_id: '1'\nrun_id: ${id}\nstatus: ${raw}\n`);
    expect(facts(rows, "run")).toMatchObject([{name: id, status, status_raw: raw, status_unit: 3}]);
  });

  it("rejects one that is broken, and tells nothing of it", () => {
    const rows = meta("not yaml at all [\n");
    expect(rows).toMatchObject([{table: "unit", outcome: "rejected"}]);
  });
});

it.each([
  ["file:///work/my%20runs/1", "/work/my runs/1"],
  ["file:///E:/My%20Runs/1", "E:/My Runs/1"],
  ["file:/work/1", "/work/1"],
  ["file:///bad%2", "/bad%2"],
  ["s3://bucket/a%20b", "s3://bucket/a%20b"],
  ["./mlruns/1", "./mlruns/1"]
])("artifactPath(%j)", (uri, path) => expect(artifactPath(uri)).toBe(path));

it.each([
  ["0.5", 0.5, null],
  ["0.50", 0.5, "0.50"],
  ["1e-05", 1e-5, "1e-05"],
  ["nan", NaN, null],
  ["NaN", NaN, "NaN"],
  ["-Infinity", -Infinity, "-Infinity"],
  ["inf", Infinity, null]
])("readNumber(%j)", (written, value, raw) => expect(readNumber(written)).toEqual({value, raw}));

it.each(["", "0x10", "1,5", "one", "1e"])("readNumber(%j) is none", (written) =>
  expect(readNumber(written)).toBeNull()
);

it("splits a metric whose steps begin again", () => {
  const lines = [...Array(50).keys(), ...Array(50).keys()].map((step) => `1700000000000 ${step}.5 ${step}\n`);
  const rows = mlflowMetric.parse(sourceOf(`${folder}/metrics/loss`, lines.join("")));
  expect(facts(rows, "run")).toMatchObject([
    {segment: 1, part_of: folder},
    {segment: 2, part_of: folder}
  ]);
});

const logs = join(import.meta.dirname, "..", "..", "..", "..", "shared", "corpora", "logs", "mlflow-mlruns");
if (!existsSync(logs)) process.stdout.write("skipped: real MLflow runs, ../shared/corpora is not there\n");

it.skipIf(!existsSync(logs))("reads every file of a real run, all part of its folder", () => {
  const files = (readdirSync(logs, {recursive: true, encoding: "utf8"}) as string[]).filter((name) =>
    statSync(join(logs, name)).isFile()
  );
  const rows = files.flatMap((name) => {
    const bytes = readFileSync(join(logs, name));
    const {format} = recognise(name, headOf(bytes));
    expect([name, format?.name.startsWith("mlflow-")]).toEqual([name, true]);
    const found = [...format!.parse(sourceOf(name, bytes))];
    assertTiles(found, bytes.length);
    return found;
  });
  expect(rows.filter((row) => row.table === "unit" && row.outcome !== "parsed")).toEqual([]);
  const parts = facts(rows, "run");
  expect(parts).toHaveLength(files.length - 1);
  expect(new Set(parts.map(({part_of}) => part_of)).size).toBe(1);
  expect(facts(rows, "param")).toHaveLength(8);
  expect(facts(rows, "artifact")[0]).toMatchObject({
    path: expect.stringMatching(/^E:\/Ineuron\/.*Deep Learning Project/)
  });
});

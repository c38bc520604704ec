import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {headOf, recognise} from "../../../loaders/formats/recognise.ts";
import {wandbRun} from "../../../loaders/formats/runs/wandb/index.ts";
import type {FactRow, Row, UnitRow} from "../../../loaders/rows.ts";
import {findValue} from "../../../src/components/source-text.ts";
import {assertTiles, sourceOf} from "../../tiling.ts";
import {define, everyRecord, history, record, run, wandbFile} from "./wandb-file.ts";

const path = "wandb/offline-run-20231114_221320-abc123/run-abc123.wandb";
const whole = wandbFile(everyRecord);

function rowsOf(bytes: Buffer): Row[] {
  const rows = [...wandbRun.parse(sourceOf(path, bytes))];
  assertTiles(rows, bytes.length);
  return rows;
}

const units = (rows: Row[]) => rows.filter((row): row is UnitRow => row.table === "unit");
const facts = (rows: Row[], table: string) =>
  rows.filter((row): row is FactRow => row.table === table).map(({values}) => values);
const outcomes = (rows: Row[]) => units(rows).map(({outcome, rule}) => (rule ? `${outcome}: ${rule}` : outcome));
const metrics = (rows: Row[], name: string) => facts(rows, "metric").filter((row) => row.name === name);

describe("wandb-run.parse(source)", () => {
  const rows = rowsOf(whole);

  it("reads the run with its configuration, seed, commit, host and end", () => {
    expect(facts(rows, "run")).toMatchObject([
      {
        name: "abc123",
        part_of: "wandb/offline-run-20231114_221320-abc123",
        group_name: "group-1",
        started: "2023-11-14 22:13:20.250",
        started_raw: "1700000000.25",
        started_unit: 3,
        commit: "0123456789abcdef0123456789abcdef01234567",
        commit_unit: 3,
        seed: 7n,
        seed_unit: 3,
        status: "completed",
        status_raw: "0",
        status_unit: 18,
        config: '{"lr":0.2,"seed":7,"model/width":64}',
        writers: 1
      }
    ]);
    expect(facts(rows, "param").map(({key, value}) => [key, value])).toEqual([
      ["lr", "0.10"],
      ["seed", "7"],
      ["model/width", "64"]
    ]);
    expect(facts(rows, "event").find(({kind}) => kind === "config changed")).toMatchObject({message: "lr: 0.2"});
    const environment = Object.fromEntries(facts(rows, "environment").map(({key, value}) => [key, value]));
    expect(environment).toMatchObject({
      host: "node-1",
      project: "reach",
      display_name: "calm-sun-7",
      python: "3.11.7",
      "wandb/cli_version": "0.16.0"
    });
  });

  it("reads history with its steps, times and odd numbers", () => {
    expect(metrics(rows, "loss")).toMatchObject([
      {split: "train", step: 0, value: 0.5, value_raw: "0.50", time: "2023-11-14 22:13:20.500"},
      {step: 1, value: null, nonfinite: "nan", value_raw: "NaN"},
      {step: 2, value: null, nonfinite: "inf", value_raw: "Infinity"}
    ]);
    expect(metrics(rows, "nested/b/c")).toMatchObject([{value: 2, step: 2}]);
    expect(rows.flatMap((row) => (row.table === "repair" ? [row.kind] : []))).toEqual([
      "non-finite number",
      "number in a string",
      "value that is no JSON"
    ]);
    expect(facts(rows, "field")).toMatchObject([{key: "weights", type: "histogram", units: 1}]);
    expect(facts(rows, "artifact")).toMatchObject([
      {kind: "image-file", path: "media/images/grid_2.png", sha256: "a".repeat(64), bytes: 12},
      {kind: "run file", path: "model.pt"},
      {kind: "model", path: "weights-v1"},
      {kind: "file of model", path: "weights.bin", bytes: 4096n}
    ]);
  });

  it("reads system metrics without a step, and of the summary what history does not tell", () => {
    expect(metrics(rows, "system/gpu.0.temp")).toMatchObject([{value: 61.5, step: null, time_raw: "1700000003"}]);
    expect(metrics(rows, "best")).toMatchObject([{value: 0.9, step: null}]);
    expect(metrics(rows, "loss")).toHaveLength(3);
  });

  it("reads output, alerts and the exit as events", () => {
    expect(facts(rows, "event").map(({kind, message}) => [kind, message])).toEqual([
      ["config changed", "lr: 0.2"],
      ["define_metric", "val/*"],
      ["define_metric", "score"],
      ["logged", "warm-up"],
      ["stdout", "epoch 1 done\n"],
      ["alert", "low accuracy"],
      ["exit", undefined]
    ]);
  });

  it("puts metrics on the axes they declare, with the direction they declare", () => {
    expect(metrics(rows, "acc")).toMatchObject([
      {split: "val", step: 1, epoch: 1, value: 0.75, higher_is_better: null}
    ]);
    expect(metrics(rows, "score")).toMatchObject([{step: 0, higher_is_better: true}]);
    const steps = rowsOf(
      wandbFile([
        run,
        define("loss", (writer) => {
          writer.writeStringField(4, "samples");
          writer.writeVarintField(8, 1);
        }),
        history(0, {loss: "3", samples: "128", lr: "1"}),
        history(1, {loss: "2"}),
        history(2, {loss: "1", samples: "256"})
      ])
    );
    expect(metrics(steps, "loss").map(({step, higher_is_better}) => [step, higher_is_better])).toEqual([
      [128, false],
      [null, false],
      [256, false]
    ]);
    expect(metrics(steps, "lr").map(({step}) => step)).toEqual([0]);
  });

  it("says what became of a run that ended badly", () => {
    const failed = rowsOf(wandbFile([run, record(18, (writer) => writer.writeVarintField(1, 137))]));
    expect(facts(failed, "run")).toMatchObject([{status: "aborted", status_raw: "137"}]);
    expect(facts(rowsOf(wandbFile([run])), "run")).toMatchObject([{status: "unknown"}]);
  });

  it("splits a restart of the step", () => {
    const steps = Array.from({length: 50}, (_, i) => history(i, {loss: String(i)}));
    expect(facts(rowsOf(wandbFile([run, ...steps, ...steps])), "run").map(({name}) => name)).toEqual([
      "abc123",
      "abc123#2"
    ]);
  });
});

describe("the log's fragments", () => {
  const long = record(13, (writer) => writer.writeStringField(3, "x".repeat(80_000)));
  const bytes = wandbFile([run, long, history(0, {loss: "1"}), long, history(1, {loss: "2"})]);
  const steps = (rows: Row[]) => metrics(rows, "loss").map(({step}) => step);

  it("puts records of several blocks together", () => {
    const rows = rowsOf(bytes);
    expect(outcomes(rows)).toEqual(["ignored: head of the file", "parsed", "parsed", "parsed", "parsed", "parsed"]);
    expect(String(facts(rows, "event")[0]!.message)).toHaveLength(80_000);
  });

  it.each([0, 1, 6, 7, 8])("reads on where a block ends with %d bytes left", (left) => {
    const output = (bytes: number) => record(13, (writer) => writer.writeStringField(3, "x".repeat(bytes)));
    const filler = output(32_768 - 7 - 7 - left - (output(30_000).length - 30_000));
    const bytes = wandbFile([filler, history(3, {loss: "1"})]);
    const rows = rowsOf(bytes);
    expect(units(rows)[1]!.at.end).toBe(32_768 - left);
    expect(outcomes(rows).includes("ignored: padding at the end of a block")).toBe(left > 0 && left < 7);
    expect(units(rows).filter(({outcome}) => outcome === "rejected")).toEqual([]);
    expect(steps(rows)).toEqual([3]);
  });

  it("rejects a record with a bad checksum and reads on in the same block", () => {
    const rows = rowsOf(bytes);
    const changed = Buffer.from(bytes);
    changed[units(rows)[1]!.at.start + 12]! ^= 1;
    expect(outcomes(rowsOf(changed))).toEqual([
      "ignored: head of the file",
      "rejected",
      "parsed",
      "parsed",
      "parsed",
      "parsed"
    ]);
    expect(steps(rowsOf(changed))).toEqual([0, 1]);
  });

  it("rejects the parts of a record whose middle is bad", () => {
    const changed = Buffer.from(bytes);
    changed[40_000]! ^= 1;
    const rows = rowsOf(changed);
    expect(units(rows).flatMap(({outcome, reason}) => (outcome === "rejected" ? [reason] : []))).toEqual([
      expect.stringMatching(/^expected the checksum 0x[0-9a-f]{8}, found 0x/),
      "expected the beginning of a record, found a later part of one"
    ]);
    expect(steps(rows)).toEqual([0, 1]);
  });

  it("keeps a truncated last record pending", () => {
    const start = units(rowsOf(bytes)).at(-1)!.at.start;
    for (let end = start + 1; end < bytes.length; end++)
      expect(outcomes(rowsOf(bytes.subarray(0, end))).at(-1)).toBe("pending");
  });

  it("tells records of a type not known here", () => {
    const rows = rowsOf(wandbFile([run, record(77, (writer) => writer.writeStringField(1, "?"))]));
    expect(units(rows)[2]).toMatchObject({outcome: "rejected", reason: expect.stringContaining("found field 77")});
  });

  it("tiles whatever a byte becomes, with its checksum or without", () => {
    for (let i = 0; i < whole.length; i++) {
      const changed = Buffer.from(whole);
      changed[i]! ^= 0xff;
      rowsOf(changed);
    }
    for (const data of everyRecord)
      for (let i = 0; i < data.length; i++)
        for (const byte of [0, 0x7f, 0xff, data[i]! ^ 1]) {
          const changed = Uint8Array.from(data);
          changed[i] = byte;
          rowsOf(wandbFile([changed, run]));
        }
  });
});

describe("wandb-run.decode(source)", () => {
  it("shows every cited value in the text of its record", () => {
    const decode = wandbRun.decode!(sourceOf(path, whole));
    const rows = rowsOf(whole);
    const text = (unit: number) => decode(units(rows)[unit - 1]!.at);
    let seen = 0;
    for (const row of rows) {
      if (row.table !== "metric" && row.table !== "param" && row.table !== "environment") continue;
      const {value_raw, nonfinite, value} = row.values as Record<string, string | number | null>;
      const raw = String(value_raw ?? nonfinite ?? value);
      expect(findValue(text(row.at.unit), raw), `${raw} in ${text(row.at.unit)}`).not.toEqual([]);
      seen++;
    }
    expect(seen).toBeGreaterThan(15);
    expect(text(3)).toContain("run.start_time: 1700000000.25");
    expect(text(18)).toBe("exit.exit_code: 0\nexit.runtime: 12");
    expect(decode({start: 5, end: 9})).toContain("no record");
  });
});

it("the fixture is what the builder makes", () => {
  const fixture = join(import.meta.dirname, "..", "..", "fixtures", "wandb-run", "offline-run-20231114_221320-abc123");
  expect(readFileSync(join(fixture, "run-abc123.wandb")).equals(whole)).toBe(true);
});

it("knows its files by their head", () => {
  expect(recognise("a.bin", headOf(whole))).toMatchObject({format: {name: "wandb-run"}, confidence: 1});
  expect(recognise(path, headOf(whole.subarray(1))).format).toBeNull();
});

const corpus = join(import.meta.dirname, "..", "..", "..", "..", "shared", "corpora", "logs", "wandb-offline");
if (!existsSync(corpus)) process.stdout.write("skipped: a real W&B run log, ../shared/corpora is not there\n");

describe.skipIf(!existsSync(corpus))("a real W&B run log", () => {
  it("holds every checksum and names its run", () => {
    const name = (readdirSync(corpus, {recursive: true, encoding: "utf8"}) as string[]).find((file) =>
      file.endsWith(".wandb")
    )!;
    const bytes = readFileSync(join(corpus, name));
    const rows = rowsOf(bytes);
    expect(outcomes(rows).filter((outcome) => outcome === "rejected" || outcome === "pending")).toEqual([]);
    expect(units(rows)).toHaveLength(11);
    expect(facts(rows, "run")).toMatchObject([{name: "g9dvvkua", started_raw: "1613519047", writers: 1}]);
    expect(metrics(rows, "system/cpu")).toMatchObject([{value: 24.3}]);
  });
});

import {appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-runs-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

type Files = Record<string, string>;
let count = 0;

/** A warehouse over files; each list of names is one ingest. */
async function warehouseOf(files: Files, order: string[][] = [Object.keys(files)]): Promise<string> {
  const home = join(folder, `case-${++count}`);
  const warehouse = join(home, "warehouse.duckdb");
  for (const names of order) {
    for (const name of names) {
      mkdirSync(dirname(join(home, "logs", name)), {recursive: true});
      writeFileSync(join(home, "logs", name), files[name]!);
    }
    await ingest({inputs: [join(home, "logs")], warehouse});
  }
  return warehouse;
}

async function select(warehouse: string, sql: string): Promise<unknown[][]> {
  const reader = await Reader.open(warehouse);
  try {
    return (await (await reader.select(sql)).getRowsJS()) as unknown[][];
  } finally {
    reader.close();
  }
}

const jsonLines = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
/** Path and ordinal of each part, by the whole it is part of. */
const partsOf = async (warehouse: string): Promise<unknown[]> =>
  (
    await select(
      warehouse,
      "SELECT list(regexp_replace(part_path, '^logs/', '') || ' ' || part_number ORDER BY part_path, part_number) FROM run_identity GROUP BY run_id ORDER BY ALL"
    )
  ).map(([parts]) => parts);
const placeIn = (path: string) => `(SELECT source_id FROM source WHERE path = 'logs/${path}')`;

const hparams = "batch_size: 32\nlr: 0.001\nseed: 42\n";
const lightning = (steps: number[]): string =>
  ["epoch,step,train_loss,val_loss", ...steps.map((step) => `0,${step},${1 / (step + 1)},`)].join("\n") + "\n";

const iteration = (n: number, reward = n / 4) => ({
  episode_reward_mean: reward,
  training_iteration: n,
  done: n === 3,
  trial_id: "7c1d",
  timestamp: 1700000000 + n,
  time_this_iter_s: 10.5,
  time_total_s: 10.5 * n,
  pid: 41,
  hostname: "node-1",
  config: {lr: 0.001, seed: 7}
});
const rayTable = (rows: number[], reward = (n: number) => n / 4): string =>
  [
    "training_iteration,time_this_iter_s,time_total_s,timestamp,hostname,pid,episode_reward_mean",
    ...rows.map((n) => `${n},10.5,${10.5 * n},${1700000000 + n},node-1,41,${reward(n)}`)
  ].join("\n") + "\n";
const rayParams = JSON.stringify({env: "Pole-v1", num_workers: 2, gamma: 0.99, lr: 0.001, seed: 7}, null, 2);

const trainerState = (last: number): string =>
  JSON.stringify(
    {
      epoch: last / 10,
      global_step: last,
      log_history: [10, 20, 30, 40]
        .filter((step) => step <= last)
        .map((step) => ({epoch: step / 10, loss: 8 / step, step})),
      max_steps: 40,
      total_flos: last * 1000
    },
    null,
    2
  );

describe("run_identity", () => {
  it("joins the metrics and the parameters of a folder", async () => {
    const warehouse = await warehouseOf({"v0/metrics.csv": lightning([0, 1, 2]), "v0/hparams.yaml": hparams});
    expect(await partsOf(warehouse)).toEqual([["v0/hparams.yaml 1", "v0/metrics.csv 1"]]);
    const parts = `SELECT name, seed, seed_evidence = ${placeIn("v0/hparams.yaml")} || ':' || (SELECT unit FROM param WHERE key = 'seed'), parameters FROM run_summary`;
    expect(await select(warehouse, parts)).toEqual([["logs/v0", 42n, true, "batch_size=32; lr=0.001"]]);
    expect(await select(warehouse, "SELECT metric, points FROM metric_summary")).toEqual([["train/loss", 3n]]);
  });

  it("keeps the segments of a folder's metrics apart; parameters belong to the first", async () => {
    const again = lightning([...Array(60).keys(), ...Array(5).keys()]);
    const warehouse = await warehouseOf({"v0/metrics.csv": again, "v0/hparams.yaml": hparams});
    expect(await partsOf(warehouse)).toEqual([["v0/hparams.yaml 1", "v0/metrics.csv 1"], ["v0/metrics.csv 2"]]);
    expect(await select(warehouse, "SELECT name, segment, seed FROM run_summary ORDER BY segment")).toEqual([
      ["logs/v0", 1n, 42n],
      ["logs/v0#2", 2n, null]
    ]);
    expect(await select(warehouse, "SELECT points FROM metric_summary ORDER BY points")).toEqual([[5n], [60n]]);
  });

  it("joins the nth segments of two files of a folder", async () => {
    const rows = [...Array(40).keys()].map((n) => n + 1).concat([1, 2, 3]);
    const twins = {"t/progress.csv": rayTable(rows), "t/result.json": jsonLines(rows.map((n) => iteration(n)))};
    const warehouse = await warehouseOf({...twins, "t/params.json": rayParams});
    expect(await partsOf(warehouse)).toEqual([
      ["t/params.json 1", "t/progress.csv 1", "t/result.json 1"],
      ["t/progress.csv 2", "t/result.json 2"]
    ]);
  });

  it("does not join folders that hold files of the same names", async () => {
    const warehouse = await warehouseOf({
      "v0/metrics.csv": lightning([0, 1]),
      "v0/hparams.yaml": hparams,
      "v1/metrics.csv": lightning([0, 1, 2]),
      "v1/hparams.yaml": hparams.replace("42", "43")
    });
    expect(await select(warehouse, "SELECT name, seed FROM run_summary ORDER BY name")).toEqual([
      ["logs/v0", 42n],
      ["logs/v1", 43n]
    ]);
  });

  it("joins a run of metrics alone to the only run of its name that says more, in another file", async () => {
    const told = jsonLines([
      {type: "run", run_id: "a", seed: 1},
      {run_id: "a", step: 1, loss: 2}
    ]);
    const evaluation = jsonLines([{run_id: "a", step: 1, split: "test", accuracy: 0.5}]);
    expect(await partsOf(await warehouseOf({"a.ndjson": told, "test.ndjson": evaluation}))).toEqual([
      ["a.ndjson 1", "test.ndjson 1"]
    ]);
    const two = {"a.ndjson": told, "b.ndjson": told.replace('"seed":1', '"seed":2'), "test.ndjson": evaluation};
    expect(await partsOf(await warehouseOf(two))).toEqual([["a.ndjson 1"], ["b.ndjson 1"], ["test.ndjson 1"]]);
  });

  it("joins the files of a rotated log, and keeps a restart in the live one apart", async () => {
    const rows = (from: number, to: number): string =>
      jsonLines([...Array(to - from + 1).keys()].map((n) => ({step: from + n, loss: 1 / (from + n)})));
    const warehouse = await warehouseOf({
      "m/metrics.ndjson.2": rows(1, 40),
      "m/metrics.ndjson.1": rows(41, 80),
      "m/metrics.ndjson": rows(81, 120) + rows(1, 3)
    });
    expect(await partsOf(warehouse)).toEqual([
      ["m/metrics.ndjson 1", "m/metrics.ndjson.1 1", "m/metrics.ndjson.2 1"],
      ["m/metrics.ndjson 2"]
    ]);
    const names =
      "SELECT run_summary.name, segment, points, writers FROM run_summary JOIN metric_summary USING (run_id) ORDER BY segment";
    expect(await select(warehouse, names)).toEqual([
      ["logs/m/metrics.ndjson", 1n, 120n, 1n],
      ["logs/m/metrics.ndjson#2", 2n, 3n, 1n]
    ]);
  });
});

describe("metric_fact", () => {
  it("counts what twins of a trial repeat once, as the first path tells it", async () => {
    const files = {
      "t/progress.csv": rayTable([1, 2, 3]),
      "t/result.json": jsonLines([1, 2, 3].map((n) => iteration(n)))
    };
    const warehouse = await warehouseOf({...files, "t/params.json": rayParams});
    const facts = (table: string) =>
      select(warehouse, `SELECT count(*) FROM ${table} WHERE name = 'episode_reward_mean'`);
    expect(await facts("metric")).toEqual([[6n]]);
    expect(await facts("metric_fact")).toEqual([[3n]]);
    const source = `SELECT DISTINCT source_id = ${placeIn("t/progress.csv")} FROM metric_fact WHERE name = 'episode_reward_mean'`;
    expect(await select(warehouse, source)).toEqual([[true]]);
    expect(await select(warehouse, "SELECT writers, status FROM run_summary")).toEqual([[1n, "completed"]]);
    expect(
      await select(
        warehouse,
        "SELECT s.path, f.path, d.kind FROM source_duplicate d JOIN source s USING (source_id) JOIN source f ON f.source_id = d.first_id"
      )
    ).toEqual([["logs/t/result.json", "logs/t/progress.csv", "same measurements"]]);
  });

  it("counts the history that every checkpoint repeats once", async () => {
    const warehouse = await warehouseOf({
      "out/checkpoint-20/trainer_state.json": trainerState(20),
      "out/checkpoint-40/trainer_state.json": trainerState(40),
      "out/trainer_state.json": trainerState(40).replace("{", '{\n  "best_metric": null,')
    });
    expect((await partsOf(warehouse)).length).toBe(1);
    const losses = "SELECT step, count(*) FROM metric_fact WHERE name = 'loss' GROUP BY step ORDER BY step";
    expect(await select(warehouse, losses)).toEqual([10, 20, 30, 40].map((step) => [step, 1n]));
    expect(await select(warehouse, "SELECT name, status FROM run_summary")).toEqual([["logs/out", "completed"]]);
  });

  it("keeps what one file repeats, and what differs", async () => {
    const row = {run_id: "a", step: 1, loss: 2};
    const warehouse = await warehouseOf({"a.ndjson": jsonLines([{type: "run", run_id: "a", seed: 1}, row, row])});
    expect(await select(warehouse, "SELECT count(*) FROM metric_fact")).toEqual([[2n]]);
  });

  it("says that files of a run disagree rather than choosing a value", async () => {
    const warehouse = await warehouseOf({
      "t/progress.csv": rayTable([1, 2, 3], (n) => n / 3),
      "t/result.json": jsonLines([1, 2, 3].map((n) => iteration(n)))
    });
    expect(await select(warehouse, "SELECT writers FROM run_summary")).toEqual([[2n]]);
    expect(await select(warehouse, "SELECT count(*) FROM step_value")).toEqual([[0n]]);
    expect(await select(warehouse, "SELECT count(*) FROM metric_fact WHERE name = 'episode_reward_mean'")).toEqual([
      [6n]
    ]);
  });

  it("shows the facts of byte-identical files once", async () => {
    const text = jsonLines([
      {type: "run", run_id: "a", seed: 1},
      {run_id: "a", step: 1, loss: 2}
    ]);
    const warehouse = await warehouseOf({"a.ndjson": text, "copy/a.ndjson": text});
    expect(await select(warehouse, "SELECT count(*) FROM metric_fact")).toEqual([[1n]]);
    expect(await select(warehouse, "SELECT kind FROM source_duplicate")).toEqual([["same bytes"]]);
  });
});

describe("any order of ingest", () => {
  const rows = [1, 2, 3];
  const files: Files = {
    "t/progress.csv": rayTable(rows),
    "t/result.json": jsonLines(rows.map((n) => iteration(n))),
    "t/params.json": rayParams,
    "v0/metrics.csv": lightning([0, 1]),
    "v0/hparams.yaml": hparams,
    "z.ndjson": jsonLines([
      {type: "run", run_id: "a", seed: 1},
      {run_id: "a", step: 1, loss: 2}
    ]),
    "b.ndjson": jsonLines([{run_id: "a", step: 1, split: "test", accuracy: 0.5}])
  };
  const names = Object.keys(files);
  const views = ["run_identity", "run_summary", "metric_fact", "metric_summary", "source_duplicate", "key_drift"];
  const dump = async (warehouse: string): Promise<unknown> => {
    const found: Record<string, unknown> = {};
    for (const view of views) found[view] = await select(warehouse, `SELECT * FROM ${view} ORDER BY ALL`);
    return JSON.parse(JSON.stringify(found, (_, cell: unknown) => (typeof cell === "bigint" ? String(cell) : cell)));
  };

  it("gives the same views", async () => {
    const whole = await dump(await warehouseOf(files));
    const backwards = [...names].reverse();
    for (const order of [backwards.map((name) => [name]), [names.slice(3), names.slice(0, 3)]])
      expect(await dump(await warehouseOf(files, order))).toEqual(whole);
  });

  it("gives the same views where a part has grown", async () => {
    const cut = files["t/result.json"]!.indexOf("\n") + 1;
    const home = await warehouseOf({...files, "t/result.json": files["t/result.json"]!.slice(0, cut)});
    const input = join(dirname(home), "logs");
    appendFileSync(join(input, "t/result.json"), files["t/result.json"]!.slice(cut));
    await ingest({inputs: [input], warehouse: home});
    expect(await dump(home)).toEqual(await dump(await warehouseOf(files)));
  });
});

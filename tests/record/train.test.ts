import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {build} from "esbuild";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {evaluate, expertController, policyController} from "../../loaders/record/closed-loop.ts";
import {makeDataset} from "../../loaders/record/dataset.ts";
import type {SummationOrder} from "../../loaders/record/gradients.ts";
import {firstDifference} from "../../loaders/record/run-log.ts";
import type {RunRow} from "../../loaders/record/run-log.ts";
import {digestParameters, train} from "../../loaders/record/train.ts";
import type {TrainConfig} from "../../loaders/record/train.ts";

const folder = mkdtempSync(join(tmpdir(), "colophon-record-"));
const worker = pathToFileURL(join(folder, "gradient-worker.mjs"));
const dataset = makeDataset(3, 6, 2);

beforeAll(() =>
  build({
    entryPoints: [join(import.meta.dirname, "../../loaders/record/gradient-worker.ts")],
    outfile: join(folder, "gradient-worker.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["node:*"],
    tsconfigRaw: "{}"
  })
);
afterAll(() => rmSync(folder, {recursive: true}));

function configOf(grad_sum: SummationOrder = "chunk"): TrainConfig {
  return {
    model: {hidden: 12, layers: 2},
    optim: {name: "adam", lr: 0.005, warmup: 5, batch: 64, steps: 60},
    gradient: {chunks: 8, workers: 3, grad_sum},
    log: {train_every: 5, val_every: 20, closed_loop_every: 30, closed_loop_episodes: 2},
    data: {seed: 3, episodes: 6, val_episodes: 2}
  };
}

async function run(config: TrainConfig, seed: number, script: URL | null) {
  const rows: RunRow[] = [];
  const checkpoints: string[] = [];
  const policy = await train(config, seed, dataset, {
    log: (row) => rows.push(row),
    checkpoint: (step, parameters) => checkpoints.push(`${step} ${digestParameters(parameters).sha256}`),
    worker: script
  });
  return {rows, checkpoints, policy};
}

describe("train(config, seed, dataset, effects)", () => {
  it("has the same bits for the same seed, with and without worker threads", async () => {
    const [first, again, threaded] = [
      await run(configOf(), 1, null),
      await run(configOf(), 1, null),
      await run(configOf(), 1, worker)
    ];
    expect(firstDifference(first.rows, again.rows)).toBeNull();
    expect(firstDifference(first.rows, threaded.rows)).toBeNull();
    expect(again.checkpoints).toEqual(first.checkpoints);
    expect(threaded.checkpoints).toEqual(first.checkpoints);
    expect(new Set(first.checkpoints).size).toBe(2);
  });

  it("has other bits for another seed", async () => {
    const [first, other] = [await run(configOf(), 1, null), await run(configOf(), 2, null)];
    expect(firstDifference(first.rows, other.rows)).toEqual({step: 1, metric: "train/loss"});
  });

  it("learns: the loss falls", async () => {
    const {rows} = await run(configOf(), 1, null);
    const lossOf = (row: RunRow, split: string): number => (row[split] as {loss: number}).loss;
    expect(lossOf(rows.at(-1)!, "val")).toBeLessThan(0.25 * lossOf(rows[0]!, "train"));
  });

  it("logs each metric at its own cadence", async () => {
    const {rows} = await run(configOf(), 1, null);
    const steps = (key: string): unknown[] => rows.filter((row) => row[key]).map(({step}) => step);
    expect(steps("train")).toEqual([1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]);
    expect(steps("val")).toEqual([20, 40, 60]);
    expect(steps("closed_loop")).toEqual([30, 60]);
  });

  it("adds gradients as they arrive only under worker threads", async () => {
    await expect(run(configOf("arrival"), 1, null)).rejects.toThrow('grad_sum "arrival" needs worker threads');
    const arrived = await run(configOf("arrival"), 1, worker);
    const ordered = await run(configOf(), 1, null);
    const loss = (rows: RunRow[]): number => (rows.at(-1)!.val as {loss: number}).loss;
    expect(loss(arrived.rows) / loss(ordered.rows)).toBeCloseTo(1, 2);
  });

  it("fails where a worker's script is missing", async () => {
    const missing = pathToFileURL(join(folder, "missing.mjs"));
    await expect(run(configOf(), 1, missing)).rejects.toThrow(/missing\.mjs/);
  });

  it("refuses a batch that does not divide", async () => {
    const config = configOf();
    await expect(run({...config, gradient: {...config.gradient, chunks: 7}}, 1, null)).rejects.toThrow(
      "batch of 64 does not divide into 7 chunks"
    );
  });
});

describe("evaluate(controller, seed, episodes)", () => {
  it("finds that the expert reaches", () => {
    const {successRate, trackingError, worstError} = evaluate(expertController(), 1, 10);
    expect(successRate).toBe(1);
    expect(trackingError).toBeLessThan(worstError);
    expect(worstError).toBeLessThan(15);
  });
  it("finds that an arm left alone does not", () => {
    const {successRate, trackingError} = evaluate(() => [0, 0], 1, 10);
    expect(successRate).toBe(0);
    expect(trackingError).toBeGreaterThan(50);
  });
  it("gives the same figures for the same policy and seed", async () => {
    const {policy} = await run(configOf(), 1, null);
    const trial = () => evaluate(policyController(policy.network, policy.parameters), 4, 3);
    expect(trial()).toEqual(trial());
  });
});

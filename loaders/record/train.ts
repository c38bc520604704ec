import {performance} from "node:perf_hooks";
import {learningRateAt, makeAdam, update} from "./adam.ts";
import {evaluate, policyController} from "./closed-loop.ts";
import type {Dataset} from "./dataset.ts";
import {featureCount} from "./features.ts";
import {shareFloats, threadlessGradients, workerGradients} from "./gradients.ts";
import type {Gradients, SharedBatch, SummationOrder} from "./gradients.ts";
import {imitationLoss} from "./imitation.ts";
import {initialise, makeNetwork, makeWorkspace} from "./network.ts";
import type {Network} from "./network.ts";
import {digest} from "../bench/provenance.ts";
import {seededRandom, shuffle} from "../bench/random.ts";

/** Everything that decides a run, apart from its seed. Written into the run's metadata as it stands. */
export interface TrainConfig {
  model: {hidden: number; layers: number};
  optim: {name: "adam"; lr: number; warmup: number; batch: number; steps: number};
  gradient: {chunks: number; workers: number; grad_sum: SummationOrder};
  log: {train_every: number; val_every: number; closed_loop_every: number; closed_loop_episodes: number};
  data: {seed: number; episodes: number; val_episodes: number};
}

/** A row of the run's log without its time. Rows of the same step are one row. */
export type LogRow = {step: number} & Record<string, unknown>;

export interface TrainEffects {
  log(row: LogRow): void;
  checkpoint(step: number, parameters: Float32Array): void;
  /** The worker's script; null computes every chunk on this thread. */
  worker: URL | null;
}

/** Seed of the tasks on which a policy is tried in the simulator; demonstrations use others. */
const closedLoopSeed = 0x7e57;

/** Trains one policy and returns its parameters. The seed decides the first weights and the order of the samples. */
export async function train(config: TrainConfig, seed: number, data: Dataset, effects: TrainEffects): Promise<Policy> {
  const network = makeNetwork([featureCount, ...Array<number>(config.model.layers).fill(config.model.hidden), 2]);
  const batch = shareBatch(config, network, data, seed);
  const {workers, grad_sum} = config.gradient;
  const gradients = effects.worker
    ? workerGradients(batch, grad_sum, workers, effects.worker)
    : threadlessGradients(batch, grad_sum);
  try {
    await runSteps(config, seed, data, network, batch, gradients, effects);
  } finally {
    await gradients.close();
  }
  return {network, parameters: Float32Array.from(batch.parameters)};
}

export interface Policy {
  network: Network;
  parameters: Float32Array;
}

function shareBatch(config: TrainConfig, network: Network, data: Dataset, seed: number): SharedBatch {
  const {chunks} = config.gradient;
  if (config.optim.batch % chunks !== 0)
    throw new RangeError(`batch of ${config.optim.batch} does not divide into ${chunks} chunks`);
  return {
    sizes: [...network.sizes],
    chunks,
    inputs: shareFloats(data.train.inputs),
    actions: shareFloats(data.train.actions),
    parameters: shareFloats(initialise(network, seed)),
    rows: new Int32Array(new SharedArrayBuffer(4 * config.optim.batch)),
    partials: shareFloats(chunks * network.parameterCount),
    losses: new Float64Array(new SharedArrayBuffer(8 * chunks))
  };
}

async function runSteps(
  config: TrainConfig,
  seed: number,
  data: Dataset,
  network: Network,
  batch: SharedBatch,
  gradients: Gradients,
  effects: TrainEffects
): Promise<void> {
  const {parameters} = batch;
  const {lr, warmup, steps} = config.optim;
  const nextRows = rowSource(data.train.count, seed);
  const adam = makeAdam(network.parameterCount);
  const gradient = new Float32Array(network.parameterCount);
  let samples = 0;
  let since = performance.now();
  for (let step = 1; step <= steps; ++step) {
    nextRows(batch.rows);
    const loss = await gradients.compute(gradient);
    const rate = learningRateAt(step, steps, lr, warmup);
    update(adam, parameters, gradient, rate);
    samples += batch.rows.length;
    const row: LogRow = {step};
    if (step === 1 || step % config.log.train_every === 0) {
      const now = performance.now();
      row.epoch = Number(((step * batch.rows.length) / data.train.count).toFixed(4));
      row.train = {loss};
      row.optim = {lr: rate, grad_norm: Math.sqrt(gradient.reduce((sum, slope) => sum + slope * slope, 0))};
      row.throughput = {samples_per_second: Number(((samples * 1000) / (now - since)).toFixed(1))};
    }
    validate(row, config, network, parameters, data);
    if (Object.keys(row).length > 1) effects.log(row);
    if (row.closed_loop) effects.checkpoint(step, parameters);
    if (row.train || row.val) {
      samples = 0;
      since = performance.now();
    }
  }
}

/** Adds the validation loss and the trial in the simulator where the step is due for them. */
function validate(row: LogRow, config: TrainConfig, network: Network, parameters: Float32Array, data: Dataset): void {
  const due = (every: number): boolean => row.step % every === 0 || row.step === config.optim.steps;
  if (due(config.log.val_every)) row.val = {loss: validationLoss(network, parameters, data)};
  if (due(config.log.closed_loop_every)) {
    const trial = evaluate(policyController(network, parameters), closedLoopSeed, config.log.closed_loop_episodes);
    row.closed_loop = {success_rate: trial.successRate, tracking_error_mm: trial.trackingError};
  }
}

/** Mean loss over every sample of the validation episodes. */
export function validationLoss(network: Network, parameters: Float32Array, {val}: Dataset): number {
  const rows = Int32Array.from({length: val.count}, (_, n) => n);
  return imitationLoss(network, parameters, {...val, rows}, makeWorkspace(network), null) / val.count;
}

/** Fills batches from the samples in a shuffled order that is drawn anew for every epoch. */
function rowSource(count: number, seed: number): (rows: Int32Array) => void {
  const random = seededRandom(seed ^ 0x5eed);
  const order = Int32Array.from({length: count}, (_, n) => n);
  let next = count;
  return (rows) => {
    for (let n = 0; n < rows.length; ++n) {
      if (next === count) {
        shuffle(order, random);
        next = 0;
      }
      rows[n] = order[next++]!;
    }
  };
}

export function digestParameters(parameters: Float32Array): {sha256: string; bytes: number} {
  const bytes = Uint8Array.from(new Uint8Array(parameters.buffer, parameters.byteOffset, parameters.byteLength));
  return {sha256: digest(bytes), bytes: bytes.length};
}

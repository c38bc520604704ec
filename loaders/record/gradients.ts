import {Worker} from "node:worker_threads";
import {imitationLoss} from "./imitation.ts";
import {makeNetwork, makeWorkspace} from "./network.ts";

/** How the partial gradients of a batch's chunks are added: in the order of the chunks, or as they arrive. */
export const summationOrders = ["chunk", "arrival"] as const;
export type SummationOrder = (typeof summationOrders)[number];

/** Memory that the trainer and its worker threads share. All arrays lie over SharedArrayBuffers. */
export interface SharedBatch {
  sizes: number[];
  chunks: number;
  inputs: Float32Array;
  actions: Float32Array;
  parameters: Float32Array;
  /** Rows of the batch; chunk c has those from c · rows.length / chunks on. */
  rows: Int32Array;
  /** [chunks, parameters] */
  partials: Float32Array;
  losses: Float64Array;
}

export interface Gradients {
  /** Fills `gradient` with the mean gradient of the batch and returns its mean loss. */
  compute(gradient: Float32Array): Promise<number>;
  close(): Promise<void>;
}

export function shareFloats(values: Float32Array | number): Float32Array {
  const length = typeof values === "number" ? values : values.length;
  const shared = new Float32Array(new SharedArrayBuffer(4 * length));
  if (typeof values !== "number") shared.set(values);
  return shared;
}

/** Computes the partial gradient and loss of one chunk into the shared memory. */
export function chunkComputer(batch: SharedBatch): (chunk: number) => void {
  const network = makeNetwork(batch.sizes);
  const work = makeWorkspace(network);
  const length = batch.rows.length / batch.chunks;
  return (chunk) => {
    const partial = partialOf(batch, chunk);
    partial.fill(0);
    const rows = batch.rows.subarray(chunk * length, (chunk + 1) * length);
    const {inputs, actions, parameters, losses} = batch;
    losses[chunk] = imitationLoss(network, parameters, {inputs, actions, rows}, work, partial);
  };
}

function partialOf({partials, parameters}: SharedBatch, chunk: number): Float32Array {
  return partials.subarray(chunk * parameters.length, (chunk + 1) * parameters.length);
}

/** All chunks on the calling thread, one after the other, and so in the order of the chunks only. */
export function threadlessGradients(batch: SharedBatch, order: SummationOrder): Gradients {
  if (order !== "chunk") throw new RangeError(`grad_sum "${order}" needs worker threads, there are none`);
  const computeChunk = chunkComputer(batch);
  return {
    async compute(gradient) {
      for (let chunk = 0; chunk < batch.chunks; ++chunk) computeChunk(chunk);
      addInOrder(batch, gradient);
      return finish(batch, gradient);
    },
    async close() {}
  };
}

/** Chunks dealt round to worker threads that run `script`. */
export function workerGradients(batch: SharedBatch, order: SummationOrder, workers: number, script: URL): Gradients {
  let arrived: (chunk: number) => void = () => {};
  let failed: (error: unknown) => void = () => {};
  const threads = Array.from({length: workers}, (_, n) => {
    const thread = new Worker(script, {workerData: {batch, chunks: chunksOf(n, workers, batch.chunks)}});
    thread.on("message", (chunk: number) => arrived(chunk));
    thread.on("error", (error) => failed(error));
    return thread;
  });
  const onceAllArrived = (each: (chunk: number) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      let missing = batch.chunks;
      failed = reject;
      arrived = (chunk) => {
        each(chunk);
        if (--missing === 0) resolve();
      };
    });
  return {
    async compute(gradient) {
      gradient.fill(0);
      const all = onceAllArrived((chunk) => order === "arrival" && addPartial(batch, gradient, chunk));
      for (const thread of threads) thread.postMessage("compute");
      await all;
      if (order === "chunk") addInOrder(batch, gradient);
      return finish(batch, gradient);
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    }
  };
}

function chunksOf(worker: number, workers: number, chunks: number): number[] {
  return Array.from({length: chunks}, (_, chunk) => chunk).filter((chunk) => chunk % workers === worker);
}

function addInOrder(batch: SharedBatch, gradient: Float32Array): void {
  gradient.fill(0);
  for (let chunk = 0; chunk < batch.chunks; ++chunk) addPartial(batch, gradient, chunk);
}

/** Each addition rounds to float32, so the order of the chunks shows in the last bits. */
function addPartial(batch: SharedBatch, gradient: Float32Array, chunk: number): void {
  const partial = partialOf(batch, chunk);
  for (let n = 0; n < gradient.length; ++n) gradient[n] = gradient[n]! + partial[n]!;
}

/** The loss is added in the order of the chunks always: two runs show different losses only with different weights. */
function finish({losses, rows}: SharedBatch, gradient: Float32Array): number {
  for (let n = 0; n < gradient.length; ++n) gradient[n] = gradient[n]! / rows.length;
  return losses.reduce((sum, loss) => sum + loss, 0) / rows.length;
}

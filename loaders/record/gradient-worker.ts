import {parentPort, workerData} from "node:worker_threads";
import {chunkComputer} from "./gradients.ts";
import type {SharedBatch} from "./gradients.ts";

const {batch, chunks} = workerData as {batch: SharedBatch; chunks: number[]};
const computeChunk = chunkComputer(batch);
parentPort!.on("message", () => {
  for (const chunk of chunks) {
    computeChunk(chunk);
    parentPort!.postMessage(chunk);
  }
});

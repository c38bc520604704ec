import type {Backend, Job, Outcome} from "../backend.ts";
import {interpolate} from "./interpolate.ts";
import {voxelize} from "./voxelize.ts";

/** The reference, in TypeScript: one thread, the caller's own, also where a promise is asked for. */
export const js: Backend = {
  name: "js",
  run,
  async runLater(job, {signal}) {
    signal?.throwIfAborted();
    return run(job);
  },
  copy(from, to) {
    const start = performance.now();
    to.set(from);
    return performance.now() - start;
  }
};

function run(job: Job): Outcome {
  const start = performance.now();
  const dropped = job.kind === "voxelization" ? voxelize(job) : 0;
  if (job.kind === "interpolation") interpolate(job);
  return {dropped, milliseconds: performance.now() - start, fault: null};
}

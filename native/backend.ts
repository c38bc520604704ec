import type {Interpolation} from "./ops/interpolation.ts";
import type {Voxelization} from "./ops/voxelization.ts";

/** Work whose inputs fit together: only the values of its times are still unchecked. */
export type Job = Interpolation | Voxelization;

export interface Outcome {
  /** Points in no cell. */
  dropped: number;
  /** What the op itself took, without the way to it. */
  milliseconds: number;
  /** The first stream and batch whose times are refused: the reference then says why. */
  fault: {stream: number; batch: number} | null;
}

export interface RunControl {
  /** At most so many threads work on it; 0 takes as many as the machine has. The result does not depend on it. */
  threads?: number;
  signal?: AbortSignal;
}

/** What runs the ops. Every backend fills the same bits. */
export interface Backend {
  name: string;
  /** Which of the processor's instructions its inner loops are made of: baseline, avx2, avx512. */
  instructionSet?: string | undefined;
  /** Blocks until the job is done. */
  run(job: Job, control: RunControl): Outcome;
  /** Rejects with the signal's reason when it is aborted. */
  runLater(job: Job, control: RunControl): Promise<Outcome>;
  /** Copies as many bytes, with the same threads as the ops; the milliseconds it took. */
  copy?(from: Uint8Array, to: Uint8Array, control: RunControl): number;
}

/** A backend, or why there is none of that name here. */
export type BackendState = {name: string; backend: Backend} | {name: string; backend: null; why: string};

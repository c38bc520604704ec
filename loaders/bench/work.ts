import {fuseSync, resampleSync, tensor, voxelizeSync} from "../../native/index.ts";
import type {Floats, Ran, RunOptions, Tensor, VoxelMode} from "../../native/index.ts";
import {copyOf, makeFeatures, makePoints, makeStream, makeTimes, poisoned} from "./inputs.ts";
import type {Distribution, FloatType} from "./inputs.ts";
import {resampleError, voxelError} from "./reference.ts";

/** One set of inputs with the memory that its result goes to. */
export interface Work {
  /** By name, for those who compute the same elsewhere. */
  inputs: Record<string, Tensor>;
  output: Tensor;
  run(options: RunOptions): Ran;
  /** Distance of what stands in `output` from the reference, in the unit of the op's tolerance. */
  errorUlp(): number;
}

type Values = Record<"B" | "S" | "T" | "D", number>;

export function resampleWork({B, S, T, D}: Values, dtype: FloatType): () => Work {
  const stream = makeStream(B, S, D, dtype, 1);
  const targets = makeTimes(B, T, S / T, 2);
  return () => {
    const [x, s, t] = [copyOf(stream.x), copyOf(stream.s), copyOf(targets)];
    const out = poisoned(tensor(dtype, [B, T, D]) as Floats);
    return {
      inputs: {x, s, t},
      output: out,
      run: (options) => resampleSync(x, s, t, {...options, out}),
      errorUlp: () => resampleError(x, s, t, out)
    };
  };
}

/** The streams cover the same time: each has its own rate. */
export function fuseWork(
  B: number,
  T: number,
  shapes: readonly (readonly [S: number, D: number])[],
  dtype: FloatType
): () => Work {
  const made = shapes.map(([S, D], n) => ({...makeStream(B, S, D, dtype, 10 + n)}));
  made.forEach(({s}, n) => s.data.forEach((time, at) => (s.data[at] = time / shapes[n]![0])));
  const targets = makeTimes(B, T, 1 / T, 2);
  const columns = shapes.map((_, n) => shapes.slice(0, n).reduce((sum, [, D]) => sum + D, 0));
  const depth = shapes.reduce((sum, [, D]) => sum + D, 0);
  return () => {
    const streams = made.map(({x, s}) => ({x: copyOf(x), s: copyOf(s)}));
    const t = copyOf(targets);
    const out = poisoned(tensor(dtype, [B, T, depth]) as Floats);
    return {
      inputs: Object.fromEntries([["t", t], ...streams.flatMap(({x, s}, n) => [[`x${n}`, x], [`s${n}`, s]])]), // prettier-ignore
      output: out,
      run: (options) => fuseSync(streams, t, {...options, out}),
      errorUlp: () => Math.max(...streams.map(({x, s}, n) => resampleError(x, s, t, out, columns[n])))
    };
  };
}

/** A cube of `edge`³ cells that the points fill. */
export function voxelWork(cloud: {
  N: number;
  F: number;
  edge: number;
  mode: VoxelMode;
  spread: Distribution;
}): () => Work {
  const {N, F, edge, mode, spread} = cloud;
  const made = {points: makePoints(N, spread, 3), features: F > 0 ? makeFeatures(N, F, 4) : null};
  const shape = [edge, edge, edge];
  const parameters = {origin: [0, 0, 0], size: 1 / edge, shape, mode};
  return () => {
    const points = copyOf(made.points);
    const features = made.features && copyOf(made.features);
    const out = poisoned(features ? tensor("float32", [...shape, F]) : tensor("uint32", shape));
    return {
      inputs: {points, ...(features && {features})},
      output: out,
      run: (options) => voxelizeSync(points, features, {...parameters, ...options, out}),
      errorUlp: () => voxelError(points.data, features?.data ?? null, parameters, out.data)
    };
  };
}

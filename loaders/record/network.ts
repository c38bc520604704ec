import {seededRandom} from "../bench/random.ts";

/** float32 where a policy is trained, float64 where its gradient is checked. */
export type Vector = Float32Array | Float64Array;

/** A multilayer perceptron: tanh between the layers, linear at the end. Sizes from input to output. */
export interface Network {
  sizes: readonly number[];
  /** For each layer the offset of its weights [out, in] in the parameters; its biases [out] follow. */
  offsets: readonly number[];
  parameterCount: number;
}

export function makeNetwork(sizes: readonly number[]): Network {
  const offsets: number[] = [];
  let parameterCount = 0;
  for (let layer = 1; layer < sizes.length; ++layer) {
    offsets.push(parameterCount);
    parameterCount += sizes[layer]! * (sizes[layer - 1]! + 1);
  }
  return {sizes, offsets, parameterCount};
}

/** Weights uniform within ±√(3/in), so that a layer keeps the size of what it gets; biases zero. */
export function initialise({sizes, offsets, parameterCount}: Network, seed: number): Float32Array {
  const random = seededRandom(seed);
  const parameters = new Float32Array(parameterCount);
  offsets.forEach((offset, layer) => {
    const [from, to] = [sizes[layer]!, sizes[layer + 1]!];
    const bound = Math.sqrt(3 / from);
    for (let n = 0; n < from * to; ++n) parameters[offset + n] = random.uniform(-bound, bound);
  });
  return parameters;
}

/** The values of every layer of one sample, the input first, and the error signals of the same shape. */
export interface Workspace {
  values: Vector[];
  errors: Vector[];
}

export function makeWorkspace({sizes}: Network, double = false): Workspace {
  const make = (size: number): Vector => (double ? new Float64Array(size) : new Float32Array(size));
  return {values: sizes.map(make), errors: sizes.map(make)};
}

/** Fills the workspace's values from the input that lies in its first layer, and returns the output layer. */
export function forward({sizes, offsets}: Network, parameters: Vector, {values}: Workspace): Vector {
  for (let layer = 0; layer < offsets.length; ++layer) {
    const [from, to] = [sizes[layer]!, sizes[layer + 1]!];
    const last = layer === offsets.length - 1;
    affine(parameters, offsets[layer]!, values[layer]!, values[layer + 1]!, from, to, last);
  }
  return values[values.length - 1]!;
}

function affine(
  parameters: Vector,
  offset: number,
  input: Vector,
  output: Vector,
  from: number,
  to: number,
  linear: boolean
): void {
  for (let j = 0, w = offset; j < to; ++j) {
    let sum = parameters[offset + from * to + j]!;
    for (let i = 0; i < from; ++i) sum += parameters[w++]! * input[i]!;
    output[j] = linear ? sum : Math.tanh(sum);
  }
}

/** Adds the gradient of one sample, whose error signals at the output lie in the workspace, to `gradient`. */
export function backward({sizes, offsets}: Network, parameters: Vector, work: Workspace, gradient: Vector): void {
  for (let layer = offsets.length - 1; layer >= 0; --layer) {
    const [input, errors, below] = [work.values[layer]!, work.errors[layer + 1]!, work.errors[layer]!];
    addOuterProduct(gradient, offsets[layer]!, input, errors, sizes[layer + 1]!);
    if (layer > 0) propagate(parameters, offsets[layer]!, input, errors, below, sizes[layer + 1]!);
  }
}

/** gradient[j, i] += errors[j] · input[i], and the biases' += errors[j]. */
function addOuterProduct(gradient: Vector, offset: number, input: Vector, errors: Vector, to: number): void {
  const from = input.length;
  for (let j = 0, w = offset; j < to; ++j) {
    const error = errors[j]!;
    for (let i = 0; i < from; ++i, ++w) gradient[w] = gradient[w]! + error * input[i]!;
    const bias = offset + from * to + j;
    gradient[bias] = gradient[bias]! + error;
  }
}

/** below = (weights transposed · errors), times the slope of the tanh that gave `input`. */
function propagate(parameters: Vector, offset: number, input: Vector, errors: Vector, below: Vector, to: number): void {
  const from = input.length;
  below.fill(0);
  for (let j = 0, w = offset; j < to; ++j) {
    const error = errors[j]!;
    for (let i = 0; i < from; ++i, ++w) below[i] = below[i]! + error * parameters[w]!;
  }
  for (let i = 0; i < from; ++i) below[i] = below[i]! * (1 - input[i]! * input[i]!);
}

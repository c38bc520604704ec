export interface Arrays {
  float32: Float32Array;
  /** The upper sixteen bits of a float32, one value per element. */
  bfloat16: Uint16Array;
  float64: Float64Array;
  uint32: Uint32Array;
}
export type DType = keyof Arrays;

/** A dense, row-major array: the last axis is contiguous. */
export type Tensor<K extends DType = DType> = K extends DType
  ? {readonly dtype: K; readonly shape: readonly number[]; readonly data: Arrays[K]}
  : never;

const arrays = {float32: Float32Array, bfloat16: Uint16Array, float64: Float64Array, uint32: Uint32Array};

export function elements(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The most elements a tensor has, so that an index fits a signed 32-bit integer on every backend. */
export const maxElements = 2 ** 31 - 1;

/** Throws unless the lengths are whole numbers from 0 and an index can count the elements. */
function checkShape(op: string, name: string, shape: readonly number[]): void {
  if (shape.some((length) => !Number.isSafeInteger(length) || length < 0))
    throw new RangeError(`${op}: ${name} has shape [${shape}], expected whole numbers from 0`);
  if (elements(shape) <= maxElements) return;
  throw new RangeError(
    `${op}: ${name} of shape [${shape}] would have ${elements(shape)} values, expected at most ${maxElements}`
  );
}

/** A tensor of this shape over `data`, or over zeros. Throws where the data has another length or array type. */
export function tensor<K extends DType>(dtype: K, shape: readonly number[], data?: Arrays[K]): Tensor<K> {
  checkShape("tensor", "data", shape);
  const made = {dtype, shape: [...shape], data: data ?? new arrays[dtype](elements(shape))} as unknown as Tensor<K>;
  checkTensor("tensor", "data", made, [dtype], shape.length);
  return made;
}

/** Throws unless the tensor has one of these dtypes, this rank (and shape), and as many values as its shape says. */
export function checkTensor(
  op: string,
  name: string,
  given: Tensor,
  dtypes: readonly DType[],
  rank: number,
  expected?: readonly number[]
): void {
  const {dtype, shape, data} = given;
  if (!dtypes.includes(dtype)) throw new TypeError(`${op}: ${name} is ${dtype}, expected ${dtypes.join(" or ")}`);
  if (!(data instanceof arrays[dtype]))
    throw new TypeError(`${op}: ${name} is ${dtype} over another array type, expected ${arrays[dtype].name}`);
  if (shape.length !== rank)
    throw new RangeError(`${op}: ${name} has shape [${shape}], expected ${rank} ${rank === 1 ? "axis" : "axes"}`);
  if (expected?.some((length, axis) => length !== shape[axis]))
    throw new RangeError(`${op}: ${name} has shape [${shape}], expected [${expected}]`);
  checkShape(op, name, shape);
  if (data.length !== elements(shape))
    throw new RangeError(`${op}: ${name} holds ${data.length} values, its shape [${shape}] needs ${elements(shape)}`);
}

import {bitsOf, canonicalNaN, roundToBfloat16} from "./bits.ts";
import {locate, makeStencil, outsideModes} from "./stencil.ts";
import type {Outside, Stencil} from "./stencil.ts";
import {checkTensor, tensor} from "./tensor.ts";
import type {Tensor} from "./tensor.ts";

export type Floats = Tensor<"float32"> | Tensor<"bfloat16">;

export interface ResampleParameters {
  outside: Outside;
}

/** x[B,S,D] at times s[B,S] → y[B,T,D] at times t[B,T], by the semantics stated in native/index.ts. */
export function resample(
  x: Floats,
  s: Tensor<"float64">,
  t: Tensor<"float64">,
  parameters: ResampleParameters
): Floats {
  checkStream("resample", "", x, s, t);
  checkOutside("resample", parameters.outside);
  const [batches = 0, targets = 0] = t.shape;
  const depth = x.shape[2]!;
  const y = tensor(x.dtype, [batches, targets, depth]) as Floats;
  writeStream("resample", {x, s, t, y, column: 0}, parameters.outside);
  return y;
}

/** One stream and where its result goes: columns `column` … `column + D − 1` of y. */
export interface StreamJob {
  x: Floats;
  s: Tensor<"float64">;
  t: Tensor<"float64">;
  y: Floats;
  column: number;
}

export function checkOutside(op: string, outside: Outside): void {
  if (!outsideModes.includes(outside))
    throw new RangeError(`${op}: outside is "${outside}", expected ${outsideModes.join(", ")}`);
}

/** Throws unless x[B,S,D], s[B,S] and t[B,T] fit together. `of` follows the names in messages: " of stream 1". */
export function checkStream(op: string, of: string, x: Floats, s: Tensor<"float64">, t: Tensor<"float64">): void {
  checkTensor(op, `x${of}`, x, ["float32", "bfloat16"], 3);
  checkTensor(op, `s${of}`, s, ["float64"], 2);
  checkTensor(op, "t", t, ["float64"], 2);
  if (s.shape[0] !== x.shape[0] || s.shape[1] !== x.shape[1])
    throw new RangeError(
      `${op}: s${of} has shape [${s.shape}], expected [${x.shape.slice(0, 2)}] as in x [${x.shape}]`
    );
  if (t.shape[0] !== x.shape[0])
    throw new RangeError(`${op}: t has ${t.shape[0]} batches, expected ${x.shape[0]} as in x${of} [${x.shape}]`);
}

/** Resamples every batch of a checked stream into its columns of y. The search happens once per batch and target. */
export function writeStream(label: string, {x, s, t, y, column}: StreamJob, outside: Outside): void {
  const [batches = 0, samples = 0, depth = 0] = x.shape;
  const targets = t.shape[1]!;
  const width = y.shape[2]!;
  const stencil = makeStencil(targets);
  const write = x.dtype === "float32" ? float32Rows(x.data, y.data as Float32Array) : bfloat16Rows(x, y);
  for (let b = 0; b < batches; ++b) {
    const source = s.data.subarray(b * samples, (b + 1) * samples);
    const target = t.data.subarray(b * targets, (b + 1) * targets);
    locate(stencil, {source, target, where: `${label}: batch ${b}`}, outside);
    write(stencil, {from: b * samples * depth, to: b * targets * width + column, depth, width});
  }
}

/** Offsets of one batch in x and y, the columns it fills and the width of a row of y. */
interface Block {
  from: number;
  to: number;
  depth: number;
  width: number;
}
type RowWriter = (stencil: Stencil, block: Block) => void;

function float32Rows(x: Float32Array, y: Float32Array): RowWriter {
  const xBits = bitsOf(x);
  const yBits = bitsOf(y);
  return ({low, high, weight}, {from, to, depth, width}) => {
    for (let k = 0, o = to; k < low.length; ++k, o += width) {
      const i = low[k]!;
      const a = from + i * depth;
      if (i < 0) yBits.fill(canonicalNaN.float32, o, o + depth);
      else if (i === high[k]) for (let d = 0; d < depth; ++d) yBits[o + d] = xBits[a + d]!;
      else lerp(x, a, from + high[k]! * depth, weight[k]!, y, yBits, o, depth);
    }
  };
}

/** y = rn(rn(rn(1 − w)·a) + rn(w·b)), each rn to float32. */
function lerp(
  x: Float32Array,
  a: number,
  b: number,
  w: number,
  y: Float32Array,
  yBits: Uint32Array,
  o: number,
  depth: number
): void {
  const v = Math.fround(1 - w);
  for (let d = 0; d < depth; ++d) {
    const value = Math.fround(Math.fround(v * x[a + d]!) + Math.fround(w * x[b + d]!));
    y[o + d] = value;
    if (value !== value) yBits[o + d] = canonicalNaN.float32;
  }
}

/** float32 arithmetic on widened rows, each result rounded once to bfloat16. */
function bfloat16Rows(x: Floats, y: Floats): RowWriter {
  const source = x.data as Uint16Array;
  const result = y.data as Uint16Array;
  const pair = new Float32Array(2 * x.shape[2]!);
  const mixed = new Float32Array(x.shape[2]!);
  const pairBits = bitsOf(pair);
  const mixedBits = bitsOf(mixed);
  return ({low, high, weight}, {from, to, depth, width}) => {
    let widenedLow = -1;
    let widenedHigh = -1;
    for (let k = 0, o = to; k < low.length; ++k, o += width) {
      const i = low[k]!;
      const j = high[k]!;
      const a = from + i * depth;
      if (i < 0) result.fill(canonicalNaN.bfloat16, o, o + depth);
      else if (i === j) for (let d = 0; d < depth; ++d) result[o + d] = source[a + d]!;
      else {
        if (widenedLow !== i || widenedHigh !== j) widen(source, a, from + j * depth, pairBits, depth);
        widenedLow = i;
        widenedHigh = j;
        lerp(pair, 0, depth, weight[k]!, mixed, mixedBits, 0, depth);
        for (let d = 0; d < depth; ++d) result[o + d] = roundToBfloat16(mixedBits[d]! | 0);
      }
    }
  };
}

function widen(source: Uint16Array, a: number, b: number, bits: Uint32Array, depth: number): void {
  for (let d = 0; d < depth; ++d) {
    bits[d] = source[a + d]! << 16;
    bits[depth + d] = source[b + d]! << 16;
  }
}

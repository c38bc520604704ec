import {bitsOf, canonicalNaN, roundToBfloat16} from "../ops/bits.ts";
import type {Floats, Interpolation} from "../ops/interpolation.ts";
import {locate, makeStencil} from "./stencil.ts";
import type {Stencil} from "./stencil.ts";

/** Resamples every stream into its columns of y. The search happens once per stream, batch and target. */
export function interpolate(job: Interpolation): void {
  let column = 0;
  job.streams.forEach(({x}, n) => {
    writeStream(job, n, column);
    column += x.shape[2]!;
  });
}

function writeStream(job: Interpolation, n: number, column: number): void {
  const {x} = job.streams[n]!;
  const [batches = 0, samples = 0, depth = 0] = x.shape;
  const [, targets = 0, width = 0] = job.y.shape;
  const stencil = makeStencil(targets);
  const write = x.dtype === "float32" ? float32Rows(x.data, job.y.data as Float32Array) : bfloat16Rows(x, job.y);
  for (let b = 0; b < batches; ++b) {
    locateBatch(job, n, b, stencil);
    write(stencil, {from: b * samples * depth, to: b * targets * width + column, depth, width});
  }
}

/** Fills the stencil of one batch of one stream. Throws what `locate` throws. */
export function locateBatch(
  {streams, t, outside, where}: Interpolation,
  n: number,
  b: number,
  stencil = makeStencil(t.shape[1]!)
): void {
  const {s} = streams[n]!;
  const [samples = 0, targets = 0] = [s.shape[1], t.shape[1]];
  const source = s.data.subarray(b * samples, (b + 1) * samples);
  const target = t.data.subarray(b * targets, (b + 1) * targets);
  locate(stencil, {source, target, where: where(n, b)}, outside);
}

/** Throws what is wrong with the times of a batch that a backend refused: the words are the same for each of them. */
export function refuse(job: Interpolation, {stream, batch}: {stream: number; batch: number}, backend: string): never {
  locateBatch(job, stream, batch);
  const where = job.where(stream, batch);
  throw new Error(`${where}: the ${backend} backend refuses times that the reference takes, or they changed meanwhile`);
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

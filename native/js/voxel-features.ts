import {bitsOf, canonicalNaN} from "../ops/bits.ts";
import {ExactSum} from "./exact-sum.ts";
import {countCells} from "./voxel-cells.ts";

/**
 * Fewer points than this have a mean that float64 gives: their exact sum divided in float64, then rounded to float32, is
 * the float32 nearest to the real quotient. It could be another only where the float64 quotient lies half way between
 * two float32 values and is not exact. But then it has 25 bits at most, so that times the count it is a float64 too; the
 * sum, being another float64, is more than half a unit of the quotient times the count away from it, and would not have
 * given this quotient.
 */
const maxCount = 2 ** 28;

/** The points of a call: their cells (−1 = dropped), how many have one, their features (`width` each), the result. */
export interface Members {
  cells: Int32Array;
  kept: number;
  features: Float32Array;
  width: number;
  grid: Float32Array;
}

/**
 * Exact sum, or exact mean, of each cell's features, rounded once. Most sums are exact in float64, which the error of
 * every addition proves; the others take the long way.
 */
export function sumFeatures(members: Members, mean: boolean): void {
  const {cells, width, grid} = members;
  const counts = new Uint32Array(grid.length / width);
  countCells(cells, counts);
  const grouped = groupByCell(members, counts);
  const storeExactly = exactStore(grouped, width, grid);
  bitsOf(grid).fill(canonicalNaN.float32);
  for (let cell = 0, from = 0, at = 0; cell < counts.length; ++cell, at += width) {
    const count = counts[cell]!;
    if (count === 0) continue;
    const to = from + count * width;
    for (let f = 0; f < width; ++f) {
      const sum = sumInDouble(grouped, from + f, to, width);
      if (sum === sum && count < maxCount) grid[at + f] = mean ? sum / count : sum;
      else storeExactly(from + f, to, mean ? count : 1, at + f);
    }
    from = to;
  }
}

/** The features of the points that have a cell, cell after cell, in the order of the points within each. */
function groupByCell({cells, kept, features, width}: Members, counts: Uint32Array): Float32Array {
  const next = new Uint32Array(counts.length);
  for (let c = 1; c < counts.length; ++c) next[c] = next[c - 1]! + counts[c - 1]!;
  const grouped = new Float32Array(kept * width);
  for (let n = 0, from = 0; n < cells.length; ++n, from += width) {
    const cell = cells[n]!;
    if (cell < 0) continue;
    const to = next[cell]! * width;
    next[cell] = next[cell]! + 1;
    for (let f = 0; f < width; ++f) grouped[to + f] = features[from + f]!;
  }
  return grouped;
}

/** The sum of every `step`-th value in float64, or NaN where an addition was not exact. */
function sumInDouble(values: Float32Array, from: number, to: number, step: number): number {
  let sum = 0;
  for (let at = from; at < to; at += step) {
    const value = values[at]!;
    const next = sum + value;
    const part = next - sum;
    sum = sum - (next - part) + (value - part) === 0 ? next : NaN;
  }
  return sum;
}

/** The long way: the exact sum of every `step`-th value, divided by `divisor`, goes into the grid unless it is NaN. */
function exactStore(values: Float32Array, step: number, grid: Float32Array) {
  const bits = bitsOf(values);
  const exact = new ExactSum();
  return (from: number, to: number, divisor: number, cell: number): void => {
    exact.clear();
    for (let at = from; at < to; at += step) exact.add(bits[at]!);
    const value = exact.rounded(divisor);
    if (value === value) grid[cell] = value;
  };
}

/**
 * Least or greatest feature of each cell. Float32 bits with the magnitude of negatives flipped order as integers, with
 * −0 below +0; a NaN is the key beyond which nothing goes.
 */
export function extremeFeatures({cells, features, width, grid}: Members, sign: 1 | -1): void {
  const bits = bitsOf(features);
  const keys = new Int32Array(grid.buffer, grid.byteOffset, grid.length);
  const seen = new Uint8Array(grid.length / width);
  keys.fill(canonicalNaN.float32);
  for (let n = 0; n < cells.length; ++n) {
    const cell = cells[n]!;
    if (cell < 0) continue;
    const first = seen[cell] === 0;
    seen[cell] = 1;
    for (let f = 0; f < width; ++f) {
      const now = bits[n * width + f]! | 0;
      const at = cell * width + f;
      const old = keys[at]!;
      if ((now & 0x7fffffff) > 0x7f800000) keys[at] = canonicalNaN.float32;
      else if (first || (old !== canonicalNaN.float32 && sign * orderOf(now) > sign * orderOf(old))) keys[at] = now;
    }
  }
}

function orderOf(bits: number): number {
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

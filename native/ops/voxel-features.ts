import {bitsOf, canonicalNaN} from "./bits.ts";
import {ExactSum} from "./exact-sum.ts";
import {countCells, groupByCell} from "./voxel-cells.ts";

/** The points of a call: their cells (−1 = dropped), how many have one, their features, `width` > 0 per point, and the result. */
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
export function sumFeatures({cells, kept, features, width, grid}: Members, mean: boolean): void {
  const counts = new Uint32Array(grid.length / width);
  countCells(cells, counts);
  const order = groupByCell(cells, counts, kept);
  const bits = bitsOf(features);
  const gridBits = bitsOf(grid);
  const sums = new Float64Array(width);
  const exact = new ExactSum();
  for (let cell = 0, start = 0, at = 0; cell < counts.length; ++cell, at += width) {
    const count = counts[cell]!;
    const end = start + count;
    if (count > 0) sumInDouble(features, order, start, end, sums);
    for (let f = 0; f < width; ++f) {
      let value = count === 0 ? NaN : mean ? quotientOf(sums[f]!, count) : sums[f]!;
      if (value !== value && count > 0) {
        exact.clear();
        for (let n = start; n < end; ++n) exact.add(bits[order[n]! * width + f]!);
        value = exact.rounded(mean ? count : 1);
      }
      if (value === value) grid[at + f] = value;
      else gridBits[at + f] = canonicalNaN.float32;
    }
    start = end;
  }
}

/** Adds the features of some points, each in float64. A sum of which any addition was not exact becomes NaN. */
function sumInDouble(features: Float32Array, order: Uint32Array, start: number, end: number, sums: Float64Array): void {
  const width = sums.length;
  sums.fill(0);
  for (let n = start; n < end; ++n) {
    for (let f = 0, row = order[n]! * width; f < width; ++f) {
      const sum = sums[f]!;
      const value = features[row + f]!;
      const next = sum + value;
      const part = next - sum;
      sums[f] = sum - (next - part) + (value - part) === 0 ? next : NaN;
    }
  }
}

/** The least count for which `quotientOf` proves nothing. */
const maxCount = 2 ** 28;

/**
 * A sum that is exact in float64 divided by a count, to be rounded to float32: rounding the float64 quotient again gives
 * the nearest float32. It could go wrong only where that quotient lies half way between two float32 values and is not
 * exact. But then it has 25 bits at most, so that times the count it is a float64 too; the sum, being another float64,
 * differs from it by more than half a unit of the quotient times the count, and would not have given this quotient.
 */
function quotientOf(sum: number, count: number): number {
  return count < maxCount ? sum / count : NaN;
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

import {tensor} from "../../native/index.ts";
import type {Floats, Tensor} from "../../native/index.ts";

/** Times of each batch → [B, n]. */
export function times(...batches: number[][]): Tensor<"float64"> {
  return tensor("float64", [batches.length, batches[0]?.length ?? 0], Float64Array.from(batches.flat()));
}

/** One column of values per batch → [B, n, 1]. */
export function column(...batches: number[][]): Tensor<"float32"> {
  return tensor("float32", [batches.length, batches[0]?.length ?? 0, 1], Float32Array.from(batches.flat()));
}

export function bitsOf(y: Floats | Tensor<"uint32">): number[] {
  return y.dtype === "float32" ? [...new Uint32Array(y.data.buffer, y.data.byteOffset, y.data.length)] : [...y.data];
}

export const float32Bits = (value: number): number => new Uint32Array(Float32Array.of(value).buffer)[0]!;
export const float32Of = (bits: number): number => new Float32Array(Uint32Array.of(bits).buffer)[0]!;

/** The float32 values beside one, below and above. */
export function neighbours(value: number): [number, number] {
  const ordered = (bits: number): number => (bits >>> 31 ? 0x80000000 - bits : bits);
  const key = ordered(float32Bits(value));
  const back = (k: number): number => float32Of(k < 0 ? 0x80000000 - k : k);
  return [back(key - 1), back(key + 1)];
}

/** The next float64 above. */
export function beside(value: number): number {
  const bits = new BigInt64Array(Float64Array.of(value === 0 ? 0 : value).buffer);
  bits[0] = bits[0]! + (value < 0 ? -1n : 1n);
  return new Float64Array(bits.buffer)[0]!;
}

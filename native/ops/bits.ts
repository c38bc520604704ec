/** The one NaN that the ops write, whatever NaN came in, so that results are equal bit for bit on every backend. */
export const canonicalNaN = {float32: 0x7fc00000, bfloat16: 0x7fc0} as const;

/** The bits of float32 values, without a copy. */
export function bitsOf(values: Float32Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length);
}

/** The nearest bfloat16 to a float32, both as bits, ties to even. Every NaN becomes the canonical one. */
export function roundToBfloat16(bits: number): number {
  if ((bits & 0x7fffffff) > 0x7f800000) return canonicalNaN.bfloat16;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) | 0) >>> 16;
}

/** Numbers → bfloat16 bits: each is rounded to float32, then to the nearest bfloat16, ties to even. */
export function toBfloat16(values: ArrayLike<number>): Uint16Array {
  const bits = bitsOf(Float32Array.from(values));
  return Uint16Array.from(bits, roundToBfloat16);
}

/** bfloat16 bits → float32, exactly. */
export function fromBfloat16(values: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(values, (bits) => bits * 0x10000).buffer);
}

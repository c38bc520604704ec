/** A seeded source of numbers for property tests: the same seed gives the same cases everywhere. */
export interface Seeded {
  /** A whole number in [0, 2^32). */
  bits(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** A whole number in [low, high]. */
  integer(low: number, high: number): number;
  pick<T>(values: readonly T[]): T;
  /** A finite float32 of any size, subnormal and zero included, as often negative as not. */
  anyFloat32(): number;
}

/** splitmix32. */
export function seeded(seed: number): Seeded {
  let state = seed | 0;
  const bits = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const uniform = (low: number, high: number): number => low + (high - low) * (bits() / 2 ** 32);
  const integer = (low: number, high: number): number => low + Math.floor(uniform(0, high - low + 1));
  const anyFloat32 = (): number => {
    for (;;) {
      const value = new Float32Array(Uint32Array.of(bits()).buffer)[0]!;
      if (Number.isFinite(value)) return value;
    }
  };
  return {bits, uniform, integer, pick: (values) => values[integer(0, values.length - 1)]!, anyFloat32};
}

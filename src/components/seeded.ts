/** A seeded source of numbers for worked examples: the same seed gives the same inputs in every browser. */
export interface Seeded {
  /** Uniform in [low, high). */
  uniform: (low: number, high: number) => number;
  /** Normal, by twelve uniforms: the sum of twelve is close enough for a picture. */
  normal: (mean: number, deviation: number) => number;
}

/** splitmix32. @example seeded(7).uniform(0, 1) */
export function seeded(seed: number): Seeded {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
  const normal = (mean: number, deviation: number): number => {
    let sum = -6;
    for (let i = 0; i < 12; ++i) sum += next();
    return mean + deviation * sum;
  };
  return {uniform: (low, high) => low + (high - low) * next(), normal};
}

/** A seeded source of numbers. The same seed gives the same numbers on every machine. */
export interface Random {
  /** A whole number in [0, 2^32). */
  bits(): number;
  /** Uniform in [low, high). */
  uniform(low: number, high: number): number;
  /** Normal with mean 0 and this standard deviation. */
  normal(deviation: number): number;
}

/** The small fast counter generator sfc32, its state filled from one seed and warmed up. */
export function seededRandom(seed: number): Random {
  const bits = sfc32(seed);
  const uniform = (low: number, high: number): number => low + (high - low) * (bits() / 2 ** 32);
  let spare: number | null = null;
  const normal = (deviation: number): number => {
    if (spare !== null) {
      const value = spare * deviation;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log((bits() + 1) / 2 ** 32));
    const angle = uniform(0, 2 * Math.PI);
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle) * deviation;
  };
  return {bits, uniform, normal};
}

function sfc32(seed: number): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 16; ++i) next();
  return next;
}

/** Shuffles in place (Fisher–Yates). */
export function shuffle(values: Int32Array, random: Random): void {
  for (let i = values.length - 1; i > 0; --i) {
    const j = Math.floor(random.uniform(0, i + 1));
    const value = values[i]!;
    values[i] = values[j]!;
    values[j] = value;
  }
}

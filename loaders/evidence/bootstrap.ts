/** Resamples, and how many lie beyond each end of the interval. views/benchmarks.sql says the same in SQL. */
export const replicates = 1000;
const beyond = 24;

/** A 32-bit mixing of a whole number, as `mix32` in views/benchmarks.sql. */
function mix(x: number): number {
  let mixed = Math.imul(x ^ (x >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * The ends of the bootstrap 95 % interval of the median: of 1,000 resamples with replacement, the 25th median from
 * below and from above. The draws depend on nothing but the number of values, so that the interval is the same
 * wherever it is computed. Two NaN where there are no values.
 */
export function bootstrapInterval(values: readonly number[]): [low: number, high: number] {
  const sorted = Float64Array.from(values).sort();
  const medians = new Float64Array(replicates);
  const ranks = new Uint32Array(sorted.length);
  for (let r = 0; r < replicates; ++r) {
    for (let j = 0; j < ranks.length; ++j) ranks[j] = mix(r * 1000 + j + 1) % ranks.length;
    ranks.sort();
    medians[r] = (at(sorted, ranks[(ranks.length - 1) >> 1]) + at(sorted, ranks[ranks.length >> 1])) / 2;
  }
  medians.sort();
  return [at(medians, beyond), at(medians, replicates - 1 - beyond)];
}

function at(values: Float64Array, index = NaN): number {
  return values[index] ?? NaN;
}

/**
 * Exponential moving average with bias correction. A point's weight falls with its distance along x, in units of the
 * median spacing: on an even grid this is the usual average, after a gap the past counts less, and points at one x
 * count alike. Where y is null the result is null, so that a break stays a break.
 * @param weight 0 (no smoothing) up to, not including, 1
 * @example smooth([0, 1, 2], [1, null, 3], 0.5) // [1, null, 2.6]
 */
export function smooth(x: readonly number[], y: readonly (number | null)[], weight: number): (number | null)[] {
  if (!(weight >= 0 && weight < 1)) throw new Error(`expected a smoothing weight in [0, 1), found ${weight}`);
  const spacing = medianSpacing(x);
  let [sum, total, before] = [0, 0, x[0] ?? 0];
  return y.map((v, i) => {
    const at = x[i] ?? before;
    const decay = spacing === 0 ? weight : weight ** (Math.max(0, at - before) / spacing);
    before = Math.max(before, at);
    sum *= decay;
    total *= decay;
    if (v === null) return null;
    sum += (1 - weight) * v;
    total += 1 - weight;
    return sum / total;
  });
}

/** Median of the distances between neighbours that are apart; 0 where none are. */
function medianSpacing(x: readonly number[]): number {
  const apart = x.slice(1).map((v, i) => v - (x[i] ?? v));
  const sorted = apart.filter((d) => d > 0).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

import type {Random} from "../random.ts";

/** Numbers as Python writes them: the double of a float32, four decimals, or an exponent. */
export function numberText(random: Random, n: number): string {
  if (n % 6 === 1) return String(Math.round(random.uniform(0, 1) * 1e4) / 1e4);
  if (n % 6 === 3) return (1e-5 * random.uniform(0, 1)).toExponential().replace(/e-(\d)$/, "e-0$1");
  return String(Math.fround(random.uniform(0, 1) * 10));
}

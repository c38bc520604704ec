import {boundCases} from "./bandwidth-plan.js";
import type {BenchmarkCase} from "./benchmark-rows.js";

/** The cases of one backend that reach the least and the most of the bandwidth of their copy. */
export interface Reach {
  backend: string;
  low: BenchmarkCase;
  high: BenchmarkCase;
}

/** What each backend reaches, the one that reaches most first; backends without a copy beside them are left out. */
export function reachOf(cases: readonly BenchmarkCase[]): Reach[] {
  const ends = new Map<string, Reach>();
  for (const c of boundCases(cases)) {
    const known = ends.get(c.backend) ?? {backend: c.backend, low: c, high: c};
    const low = c.of_copy! < known.low.of_copy! ? c : known.low;
    const high = c.of_copy! > known.high.of_copy! ? c : known.high;
    ends.set(c.backend, {backend: c.backend, low, high});
  }
  return [...ends.values()].sort((a, b) => b.high.of_copy! - a.high.of_copy!);
}

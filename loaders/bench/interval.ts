import {functions} from "../evidence/expression.ts";

/** The median of some numbers, at least one. */
export function median(values: readonly number[]): number {
  return Number(functions.median!([...values]));
}

export interface Interval {
  median: number;
  low: number;
  high: number;
}

/** The median with its bootstrap 95 % interval, as the Benchmarks page computes it from the same samples. */
export function medianInterval(values: readonly number[]): Interval {
  const end = (name: string): number => Number(functions[name]!([...values]));
  return {median: median(values), low: end("bootstrap low"), high: end("bootstrap high")};
}

import type {BenchmarkCase} from "./cases.ts";
import {ClockWatch} from "./clock.ts";
import {measureCase} from "./measure.ts";
import type {Measurement} from "./measure.ts";
import {findRoot} from "./provenance.ts";
import {readOrigin, rowsOf} from "./rows.ts";
import type {BenchmarkRow} from "./rows.ts";

export interface SuiteOptions {
  cases: readonly BenchmarkCase[];
  /** The backends that measure a case, all of which are here. */
  backends: readonly string[];
  rounds: number;
  threads?: number;
  progress?: (done: number, total: number, name: string) => void;
}

/** Measures one case after another, each verified first. Throws `failed` where a result is wrong. */
export function runSuite({cases, progress, ...options}: SuiteOptions): BenchmarkRow[] {
  const clock = new ClockWatch();
  const measurements = cases.flatMap((subject, n): Measurement[] => {
    progress?.(n, cases.length, subject.name);
    return measureCase(subject, {...options, onRound: () => clock.look()});
  });
  progress?.(cases.length, cases.length, "");
  const origin = readOrigin(findRoot(), clock.range());
  return measurements.flatMap((measurement) => rowsOf(measurement, origin));
}

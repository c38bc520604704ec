import type {Evidence} from "./value.js";

/** A row of benchmarks: one measured case. */
export interface BenchmarkCase extends Record<string, unknown> {
  case_id: string;
  case: string;
  op: string;
  backend: string;
  dtype: string;
  /** JSON object of axis names and lengths. */
  axes: string;
  quantity: string;
  unit_name: string;
  higher_is_better: boolean | null;
  timed: string;
  cache: string | null;
  warmup: number | null;
  device: string | null;
  commit: string | null;
  error_ulp: number | null;
  copy_gb_per_s: number | null;
  /** What a copy of the same bytes takes at the copy bandwidth of the same run, in `unit_name`. */
  floor: number | null;
  n: number;
  median: number;
  least: number;
  greatest: number;
  /** Bandwidth reached against that copy, in percent. */
  of_copy: number | null;
  of_copy_evidence: Evidence;
  evidence: Evidence;
}

/** A row of benchmark_samples. */
export interface BenchmarkSample extends Record<string, unknown> {
  case_id: string;
  ordinal: number;
  value: number;
  value_evidence: Evidence;
}

/** Cases that may stand on one axis: one device, op, quantity, unit and way of timing. */
export interface BenchmarkGroup {
  device: string | null;
  op: string;
  quantity: string;
  unit: string;
  timed: string;
  cases: BenchmarkCase[];
}

/**
 * Cases in groups that share an axis. Cases of one group differ in backend, dtype or shape, which their names say.
 * @example benchmarkGroups(cases)[0] // {device: "AMD EPYC", op: "fuse", quantity: "time", unit: "ms", …}
 */
export function benchmarkGroups(cases: readonly BenchmarkCase[]): BenchmarkGroup[] {
  const groups = new Map<string, BenchmarkGroup>();
  for (const c of cases) {
    const {device, op, quantity, unit_name: unit, timed} = c;
    const key = JSON.stringify([device, op, quantity, unit, timed]);
    const group = groups.get(key) ?? {device, op, quantity, unit, timed, cases: []};
    group.cases.push(c);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Axis lengths as words that break between axes only: {"B":32,"S":500} → "B 32 · S 500". Throws where the column is no JSON object. */
export function axisWords(axes: string): string {
  const found = JSON.parse(axes) as unknown;
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new Error(`expected the axes of a benchmark case as an object, found ${axes.slice(0, 80)}`);
  return Object.entries(found)
    .map(([name, length]) => `${name}\u00a0${String(length)}`)
    .join(" · ");
}

/** Names that tell the cases of one group apart: shape, then dtype and backend where they vary; numbered where alike. */
export function caseNames(cases: readonly BenchmarkCase[]): string[] {
  const varies = (key: "dtype" | "backend"): boolean => new Set(cases.map((c) => c[key])).size > 1;
  const names = cases.map((c) =>
    [axisWords(c.axes), varies("dtype") ? c.dtype : "", varies("backend") ? c.backend : ""].filter(Boolean).join(", ")
  );
  const seen = new Map<string, number>();
  return names.map((name) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n > 1 ? `${name} (${n})` : name;
  });
}

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
  threads: number | null;
  /** Name of the file it was read from: cases of one file were measured in one run. */
  file: string;
  device: string | null;
  commit: string | null;
  error_ulp: number | null;
  copy_gb_per_s: number | null;
  /** What a copy of the same bytes takes at the copy bandwidth of the same run, in `unit_name`. */
  floor: number | null;
  n: number;
  median: number;
  /** Ends of the bootstrap 95 % interval of the median; null beyond a thousand samples. */
  low: number | null;
  high: number | null;
  least: number;
  greatest: number;
  /** Bandwidth reached against that copy, in percent. */
  of_copy: number | null;
  of_copy_evidence: Evidence;
  /** The same at the ends of the median's interval. */
  of_copy_low: number | null;
  of_copy_high: number | null;
  /** Its median over the least of the same case in the same run; null where it stands alone. */
  times_fastest: number | null;
  evidence: Evidence;
}

/** A row of benchmark_samples. */
export interface BenchmarkSample extends Record<string, unknown> {
  case_id: string;
  ordinal: number;
  value: number;
  value_evidence: Evidence;
}

/** What was timed, on which cache: cases that differ in it are never drawn or listed together. */
export interface BenchmarkView {
  id: string;
  label: string;
  cases: BenchmarkCase[];
}

const timings: Readonly<Record<string, string>> = {
  kernel: "the kernel alone",
  event: "the kernel alone, by the device's clock",
  "end-to-end": "the whole call"
};

function viewOf({timed, cache}: BenchmarkCase): Omit<BenchmarkView, "cases"> {
  return {id: `${timed} ${cache ?? ""}`.trim(), label: `${timings[timed] ?? timed}, ${cache ?? "unlogged"} cache`};
}

/** Cases by what was timed and the cache; the kernel on a cold cache first, what is unknown last. */
export function benchmarkViews(cases: readonly BenchmarkCase[]): BenchmarkView[] {
  const views = new Map<string, BenchmarkView>();
  for (const c of cases) {
    const view = viewOf(c);
    const found = views.get(view.id) ?? {...view, cases: []};
    found.cases.push(c);
    views.set(view.id, found);
  }
  const order = ["kernel cold", "event cold", "end-to-end cold", "kernel warm", "event warm", "end-to-end warm"];
  const rank = ({id}: BenchmarkView): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...views.values()].sort((a, b) => rank(a) - rank(b));
}

/** Cases that may stand on one axis: one device, op, quantity, unit, way of timing and cache. */
export interface BenchmarkGroup {
  device: string | null;
  op: string;
  quantity: string;
  unit: string;
  timed: string;
  cache: string | null;
  cases: BenchmarkCase[];
}

/**
 * Cases in groups that share an axis. Cases of one group differ in backend, dtype or shape, which their names say.
 * @example benchmarkGroups(cases)[0] // {device: "AMD EPYC", op: "fuse", quantity: "time", unit: "ms", …}
 */
export function benchmarkGroups(cases: readonly BenchmarkCase[]): BenchmarkGroup[] {
  const groups = new Map<string, BenchmarkGroup>();
  for (const c of cases) {
    const {device, op, quantity, unit_name: unit, timed, cache} = c;
    const key = JSON.stringify([device, op, quantity, unit, timed, cache]);
    const group = groups.get(key) ?? {device, op, quantity, unit, timed, cache, cases: []};
    group.cases.push(c);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Axes that count something, by what they count. */
const countedAxes: Readonly<Record<string, string>> = {megabytes: "MB", files: "files", lines: "lines", rows: "rows"};

/**
 * Axis lengths as words that break between axes only: {"B":32,"S":500} → "B 32 · S 500". A cube of cells is one word,
 * and what an axis calls in words stands without the axis' name. Throws where the column is no JSON object.
 * @example axisWords('{"N":9,"X":4,"Y":4,"Z":4,"mode":"count"}') // "N 9 · 4³ cells · count"
 */
export function axisWords(axes: string): string {
  const found = JSON.parse(axes) as unknown;
  if (typeof found !== "object" || found === null || Array.isArray(found))
    throw new Error(`expected the axes of a benchmark case as an object, found ${axes.slice(0, 80)}`);
  const lengths = found as Record<string, unknown>;
  const {X, Y, Z} = lengths;
  const isCube = typeof X === "number" && X === Y && X === Z;
  return Object.entries(lengths)
    .filter(([name]) => !(isCube && (name === "Y" || name === "Z")))
    .map(([name, length]) => {
      const counted = countedAxes[name];
      if (counted && typeof length === "number") return `${length.toLocaleString("en")}\u00a0${counted}`;
      if (isCube && name === "X") return `${String(length)}³\u00a0cells`;
      return typeof length === "string" && name.length > 1 ? length : `${name}\u00a0${String(length)}`;
    })
    .join(" · ");
}

/** One shape and dtype, and what measured it: a lane for each backend, thread count and run. */
export interface BenchmarkSubject {
  name: string;
  lanes: {label: string; backend: string; case: BenchmarkCase}[];
}

/** The shapes of one group, each with its lanes in the order of the cases; names and labels say what varies. */
export function benchmarkSubjects(cases: readonly BenchmarkCase[]): BenchmarkSubject[] {
  const subjects = new Map<string, BenchmarkCase[]>();
  for (const c of cases) {
    const key = JSON.stringify([c.case, c.axes, c.dtype]);
    subjects.set(key, [...(subjects.get(key) ?? []), c]);
  }
  const several = new Set(cases.map((c) => c.dtype)).size > 1;
  const label = laneLabels(cases);
  const names = numbered(
    [...subjects.values()].map((own) =>
      own[0] ? [axisWords(own[0].axes), several ? own[0].dtype : ""].filter(Boolean).join(", ") : ""
    )
  );
  return [...subjects.values()].map((own, n) => {
    const labels = numbered(own.map(label));
    const lanes = own.map((c, i) => ({label: labels[i] ?? "", backend: c.backend, case: c}));
    return {name: names[n] ?? "", lanes};
  });
}

/** A backend's name, with threads and file where it was measured with several. */
function laneLabels(cases: readonly BenchmarkCase[]): (c: BenchmarkCase) => string {
  return (c) => {
    const own = cases.filter(({backend}) => backend === c.backend);
    const varies = (key: "threads" | "file"): boolean => new Set(own.map((other) => other[key])).size > 1;
    const threads = c.threads === null ? "threads unlogged" : `${c.threads} ${c.threads === 1 ? "thread" : "threads"}`;
    return [c.backend, varies("threads") ? threads : "", varies("file") ? c.file : ""].filter(Boolean).join(", ");
  };
}

function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n > 1 ? `${name} (${n})` : name;
  });
}

/** Colours that are told apart side by side; the rest go to backends of other names. */
const known = [
  ["js", 0], ["cpu", 1], ["cuda", 2], ["numpy", 3], ["torch", 7],
  ["colophon", 0], ["colophon append", 4], ["duckdb", 1], ["store only", 2]
] as const; // prettier-ignore
const free = [4, 5, 6];

/** The place of each backend among the colours of a chart: the same on every page, whichever are there. */
export function backendSeries(backends: readonly string[]): Map<string, number> {
  const places = new Map<string, number>(known);
  const others = [...new Set(backends)].filter((name) => !places.has(name)).sort();
  others.forEach((name, n) => places.set(name, free[n] ?? 5 + n));
  return places;
}

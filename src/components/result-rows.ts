import {axisWords} from "./benchmark-rows.js";
import type {Evidence} from "./value.js";

/** A row of benchmark_collections: cases that one tool wrote into one place. */
export interface BenchmarkCollection extends Record<string, unknown> {
  folder: string;
  suite: string | null;
  tool: string | null;
  files: number;
  cases: number;
  cases_evidence: Evidence;
  skipped: number;
  failed: number;
  unmeasured: number;
  first_moment: Date | null;
  last_moment: Date | null;
  /** Its rows of benchmark_results, half-open. */
  row_start: number;
  row_end: number;
  all_cases: number;
  all_cases_evidence: Evidence;
}

/** A row of benchmark_results: one case of another tool. */
export interface BenchmarkResult extends Record<string, unknown> {
  case_id: string;
  case: string;
  /** JSON object of parameter names and values. */
  axes: string;
  backend: string | null;
  dtype: string | null;
  threads: number | null;
  device: string | null;
  quantity: string;
  file: string;
  commit: string | null;
  /** When the code was committed, else when it was measured; `moment_is` says which. */
  moment: Date | null;
  moment_is: "committed" | "measured" | null;
  /** skipped, failed or unmeasured, and why. */
  state: string | null;
  reason: string | null;
  value: number | null;
  value_evidence: Evidence;
  /** What the value is: "median of the samples", or the name that the tool gives it. */
  value_is: string | null;
  value_unit: string | null;
  low: number | null;
  high: number | null;
  /** What low and high are. */
  bounds: string | null;
  spread: number | null;
  spread_is: string | null;
  spread_unit: string | null;
  evidence: Evidence;
}

/** What may stand on one axis: one quantity in one unit, of one device, or of one file where no device is named. */
export interface ResultView {
  id: string;
  quantity: string;
  unit: string | null;
  /** The device or the file. */
  where: string;
  rows: BenchmarkResult[];
}

const longest = 72;

/** Name of a collection: its suite, else its folder. @example collectionName({suite: null, folder: "logs/bench"}) // "bench" */
export function collectionName({suite, folder}: Pick<BenchmarkCollection, "suite" | "folder">): string {
  return suite ?? (folder.split("/").at(-1) || "the folder given");
}

/** A name for every collection: with the end of its folder where another has the same name. */
export function collectionNames(collections: readonly BenchmarkCollection[]): Map<BenchmarkCollection, string> {
  const own = groups(collections, collectionName);
  return new Map(
    collections.map((one) => {
      const name = collectionName(one);
      return [
        one,
        (own.get(name)?.length ?? 0) > 1 ? `${name}, in ${one.folder.split("/").slice(-2).join("/")}` : name
      ];
    })
  );
}

/** Key of a collection in the page's address. */
export function collectionId({folder, suite, tool}: BenchmarkCollection): string {
  return [folder, suite ?? "", tool ?? ""].join("|").slice(-200);
}

/** A long name without its middle: kernels carry whole signatures. */
export function shortName(name: string): string {
  if (name.length <= longest) return name;
  const tail = Math.floor(longest / 3);
  return `${name.slice(0, longest - tail)}…${name.slice(-tail)}`;
}

/** The case with those of its parameters that its name does not say. */
export function resultName({case: name, axes, backend, dtype, threads}: BenchmarkResult): string {
  const all = JSON.parse(axes) as Record<string, unknown>;
  const untold = Object.entries(all).filter(([key, v]) => !name.includes(`${key}=`) && !name.includes(String(v)));
  const words = axisWords(JSON.stringify(Object.fromEntries(untold)));
  const lane = [backend, dtype, threads === null ? null : `threads\u00a0${threads}`];
  return [shortName(name), words, ...lane].filter(Boolean).join(" · ");
}

/** A name for every case of a view: with its file where the view is of several. */
export function resultNames(rows: readonly BenchmarkResult[]): Map<BenchmarkResult, string> {
  const several = new Set(rows.map(({file}) => file)).size > 1;
  return new Map(
    rows.map((row) => [
      row,
      [resultName(row), several ? row.file.replace(/\.\w+$/, "") : ""].filter(Boolean).join(" · ")
    ])
  );
}

function groups<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(key(row));
    if (own) own.push(row);
    else found.set(key(row), [row]);
  }
  return found;
}

/** Cases with a value in views that share an axis, in the order of the rows. */
export function resultViews(rows: readonly BenchmarkResult[]): ResultView[] {
  const measured = rows.filter(({value}) => value !== null);
  const whereOf = ({device, file}: BenchmarkResult): string => device ?? file;
  const key = (row: BenchmarkResult): string => JSON.stringify([row.quantity, row.value_unit, whereOf(row)]);
  return [...groups(measured, key)].flatMap(([id, own]) =>
    own[0] ? [{id, quantity: own[0].quantity, unit: own[0].value_unit, where: whereOf(own[0]), rows: own}] : []
  );
}

/** One case at several moments, the earliest first. */
export interface ResultSeries {
  id: string;
  name: string;
  unit: string | null;
  quantity: string;
  rows: BenchmarkResult[];
}

const history = 3;

/**
 * The cases of a collection as series over time; none where no case was measured at three moments or more, so that
 * there is nothing to follow.
 */
export function resultSeries(rows: readonly BenchmarkResult[]): ResultSeries[] {
  const key = (row: BenchmarkResult): string =>
    JSON.stringify([row.case, row.axes, row.backend, row.dtype, row.threads, row.device, row.quantity, row.value_unit]);
  const dated = rows.filter(({moment, value}) => moment !== null && value !== null);
  const series = [...groups(dated, key)].flatMap(([id, own]): ResultSeries[] => {
    const sorted = [...own].sort((a, b) => Number(a.moment) - Number(b.moment));
    const [first] = sorted;
    if (!first) return [];
    return [{id, name: resultName(first), unit: first.value_unit, quantity: first.quantity, rows: sorted}];
  });
  const followed = series.some(({rows: own}) => new Set(own.map(({moment}) => Number(moment))).size >= history);
  return followed ? series : [];
}

/** The ends of a case's bar: what the tool or the samples give, else the value less and plus a spread in its own unit. */
export function barOf({value, low, high, spread, spread_unit, value_unit}: BenchmarkResult): [number, number] | null {
  if (value === null) return null;
  if (low !== null && high !== null) return [low, high];
  if (spread === null) return null;
  if (spread_unit === "ratio" && value_unit !== "ratio") return [value * (1 - spread), value * (1 + spread)];
  if (spread_unit === "%" && value_unit !== "%") return [value * (1 - spread / 100), value * (1 + spread / 100)];
  return spread_unit === value_unit ? [value - spread, value + spread] : null;
}

import {bandwidthPlan, boundCases} from "./bandwidth-plan.js";
import {reachOf} from "./benchmark-reach.js";
import type {Reach} from "./benchmark-reach.js";
import {axisWords, benchmarkGroups, benchmarkViews} from "./benchmark-rows.js";
import type {BenchmarkCase, BenchmarkGroup, BenchmarkSample, BenchmarkView} from "./benchmark-rows.js";
import {benchmarkPlan} from "./benchmark-plan.js";
import {benchmarkTable} from "./benchmark-table.js";
import {chart} from "./chart.js";
import type {ChartSource} from "./chart.js";
import {choice} from "./control.js";
import {missingCuda} from "./cuda-evidence.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {spansDecades} from "./run-dots.js";
import type {BenchmarkCollection} from "./result-rows.js";
import {settle} from "./settled.js";
import {text as word, urlState} from "./url-state.js";
import {text, value} from "./value.js";

export interface BenchmarkReportOptions {
  cases: readonly BenchmarkCase[];
  samples: readonly BenchmarkSample[];
  /** Other tools' cases follow: nothing is missing where there are none of Colophon's own. */
  others?: boolean;
  sql: {benchmarks: SqlSource; benchmark_samples: SqlSource};
}

const named = (name: string): HTMLElement => text(name);

function byFraction(cases: readonly BenchmarkCase[]): BenchmarkCase[] {
  return boundCases(cases).sort((a, b) => (a.of_copy ?? 0) - (b.of_copy ?? 0));
}

function percent({of_copy, of_copy_evidence}: BenchmarkCase): HTMLElement {
  return value(of_copy, of_copy_evidence, {digits: 1, unit: "%"});
}

/** Backends named in the heading at most. */
const namedBackends = 3;

function reached({low, high}: Reach): Child {
  return low === high ? percent(high) : [percent(low), " to ", percent(high)];
}

/** What each backend reaches of the copy bandwidth of its own run; without one, what was measured by whom. */
export function benchmarkHeading(
  cases: readonly BenchmarkCase[],
  collections: readonly BenchmarkCollection[] = []
): HTMLElement {
  if (cases.length === 0) return othersHeading(collections[0]);
  const [first, ...rest] = reachOf(benchmarkViews(cases)[0]?.cases ?? []);
  if (!first) return measuredHeading(cases);
  const others = rest
    .slice(0, namedBackends - 1)
    .map((reach): Child => [", on ", named(reach.backend), " ", reached(reach)]);
  return element(
    "span",
    null,
    ["On ", named(first.backend), " the cases reach ", reached(first), " of copy bandwidth"],
    others
  );
}

/** "Measured: ingest, by colophon and duckdb": where nothing was copied beside the cases. */
function measuredHeading(cases: readonly BenchmarkCase[]): HTMLElement {
  const names = (key: "op" | "backend"): Child[] => {
    const all = [...new Set(cases.map((c) => c[key]))];
    const shown = all.length > namedBackends + 1 ? [...all.slice(0, namedBackends), null] : all;
    return shown.map((name, i): Child => [
      i === 0 ? "" : i === shown.length - 1 ? " and " : ", ",
      name === null ? "others" : named(name)
    ]);
  };
  return element("span", null, "Measured: ", names("op"), ", by ", names("backend"));
}

function othersHeading(first: BenchmarkCollection | undefined): HTMLElement {
  if (!first) return element("span", null, "No benchmarks yet");
  const {all_cases, all_cases_evidence} = first;
  const noun = all_cases === 1 ? " benchmark case" : " benchmark cases";
  return element("span", null, value(all_cases, all_cases_evidence), noun, ", as their own tools measured them");
}

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

function title({op, quantity, cases}: BenchmarkGroup): Child {
  const best = byFraction(cases).at(-1);
  if (!best) return [named(sentenceCase(quantity)), " of ", named(op), ", every sample"];
  return [
    named(op),
    " reaches ",
    percent(best),
    " of copy bandwidth at best (",
    named(`${axisWords(best.axes)}, ${best.dtype}, ${best.backend}`),
    ")"
  ];
}

function shared(cases: readonly BenchmarkCase[], key: "dtype" | "backend" | "device"): Child {
  const words = new Set(cases.map((c) => c[key] ?? "not logged"));
  return words.size === 1 ? [named([...words][0] ?? ""), ", "] : null;
}

/** What all cases of a figure share, and how they were timed. */
function conditions({cases}: BenchmarkGroup, label: string): Child[] {
  return [shared(cases, "device"), shared(cases, "backend"), shared(cases, "dtype"), `timed: ${label}.`];
}

/** One case alone needs no figure: its share stands in the title of its samples. */
function hasBandwidth({cases}: BenchmarkGroup): boolean {
  return boundCases(cases).length > 1;
}

function bandwidthFigure(group: BenchmarkGroup, label: string, sql: SqlSource): HTMLElement {
  const rows = boundCases(group.cases);
  const source: ChartSource = (context) => bandwidthPlan(rows, context);
  return figure({
    title: title(group),
    sub: [
      ...conditions(group, label),
      " Each dot is the median, its bar the bootstrap interval (",
      named("95 %"),
      "), the dashed line the copy. Further right is faster."
    ],
    chart: chart(source, {
      label: `Share of copy bandwidth that ${group.op} reaches, ${rows.length} cases`,
      tip: ["case", {key: "by", kind: "name", evidence: null}, "% of copy"]
    }),
    name: "benchmarks",
    sql,
    rows,
    columns: [
      {key: "case", kind: "name", evidence: null},
      {key: "backend", kind: "name", evidence: null},
      {key: "of_copy", label: "% of copy", kind: "number"},
      {key: "of_copy_low", label: "low", kind: "number"},
      {key: "of_copy_high", label: "high", kind: "number"}
    ],
    wide: true
  });
}

function sampleFigure(group: BenchmarkGroup, label: string, {samples, sql}: BenchmarkReportOptions): HTMLElement {
  const {op, quantity, unit, cases} = group;
  const ids = new Set(cases.map(({case_id}) => case_id));
  const own = samples.filter(({case_id}) => ids.has(case_id));
  const log = spansDecades(own.map((s) => s.value));
  const xTitle = `${quantity} (${unit}${log ? ", log scale" : ""})`;
  const source: ChartSource = (context) => benchmarkPlan({cases, samples: own, log, xTitle}, context);
  const floor = cases.some((c) => c.floor !== null) ? " ◇: a copy of the same bytes, measured in the same run." : "";
  return figure({
    title: hasBandwidth(group) ? [named(sentenceCase(quantity)), " of ", named(op), ", every sample"] : title(group),
    sub: [...conditions(group, label), ` Each dot a sample, the bar their range, the upright line the median.${floor}`],
    chart: chart(source, {
      label: `${quantity} of ${op}, every sample of ${cases.length} cases`,
      tip: ["case", {key: "by", kind: "name", evidence: null}, {key: "sample", kind: "name", evidence: null}, unit]
    }),
    name: "benchmark_samples",
    sql: sql.benchmark_samples,
    rows: own,
    columns: [
      {key: "case_id", kind: "name", evidence: null},
      {key: "ordinal", kind: "name", align: "right", evidence: null},
      {key: "value", kind: "number"}
    ],
    wide: true
  });
}

/** What the page does not do, and what its floor is. */
function howToRead(cases: readonly BenchmarkCase[]): HTMLElement {
  const devices = new Set(cases.map(({device}) => device)).size;
  const floor =
    " The floor is what the same machine copied in the same rounds, with as many threads and in the same state of the cache: a case far from it is bound by something else than memory.";
  const several = devices > 1 ? " Each device has figures of its own." : "";
  return element(
    "p",
    {class: "aside-line wide"},
    "Nothing is compared across devices, dtypes, shapes or ways of timing: what differs in one of them stands in a row, a figure or a view of its own and says so.",
    several,
    boundCases(cases).length > 0 ? floor : null
  );
}

/** What the samples are worth: whether the results they time were checked. */
export function benchmarkLead(cases: readonly BenchmarkCase[], others = false): string {
  if (cases.length === 0 && others)
    return "What each tool wrote, by the names it gives it: values, spreads, and the cases that it skipped or that failed.";
  if (cases.length === 0) return "Cases with their raw samples show what was measured, and how far it scatters.";
  const checked = cases.every(({error_ulp}) => error_ulp !== null);
  return checked
    ? "Every raw sample is shown, and every case states the error of its result against a reference."
    : "Every raw sample is shown. Cases without a verified error time results that nobody is known to have checked.";
}

/** The figures and the table of one way of timing. */
function viewSection({label, cases}: BenchmarkView, options: BenchmarkReportOptions): HTMLElement {
  const groups = benchmarkGroups(cases);
  const devices = [...new Set(groups.map(({device}) => device))];
  const figures = (group: BenchmarkGroup): HTMLElement[] => [
    ...(hasBandwidth(group) ? [bandwidthFigure(group, label, options.sql.benchmarks)] : []),
    sampleFigure(group, label, options)
  ];
  const sections = devices.map((device) => [
    devices.length > 1 ? element("h2", null, named(device ?? "Device not logged")) : null,
    groups.filter((group) => group.device === device).flatMap(figures)
  ]);
  return element("div", {class: "wide"}, sections, benchmarkTable(cases));
}

/** Every case by op: what it reaches of a copy, samples, range and median, and the table of all of them. */
export function benchmarkReport(options: BenchmarkReportOptions): DocumentFragment {
  const views = benchmarkViews(options.cases);
  const [first] = views;
  if (!first && options.others) return fragment();
  if (!first)
    return fragment(
      empty(
        "None of the files given holds a benchmark with its raw samples. Colophon's own benchmark log is one JSON object per case; to measure this machine:",
        "colophon bench --out benchmarks.ndjson"
      )
    );
  const state = urlState({view: word(first.id)});
  const box = element("div", {class: "wide settling"});
  const show = (id: string): void => {
    const view = views.find((known) => known.id === id) ?? first;
    void settle(box, viewSection(view, options));
  };
  const choose = (id: string): void => {
    state.set({view: id});
    show(id);
  };
  const choices = views.map(({id, label}) => ({value: id, label}));
  const controls =
    views.length > 1
      ? element("div", {class: "controls wide"}, choice("What was timed", choices, state.values.view, choose))
      : null;
  show(state.values.view);
  const ofKernels = options.cases.some(({timed}) => timed === "kernel");
  return fragment(ofKernels ? missingCuda(options.cases) : null, howToRead(options.cases), controls, box);
}

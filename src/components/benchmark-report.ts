import {axisWords, benchmarkGroups} from "./benchmark-rows.js";
import type {BenchmarkCase, BenchmarkGroup, BenchmarkSample} from "./benchmark-rows.js";
import {benchmarkPlan} from "./benchmark-plan.js";
import {benchmarkTable} from "./benchmark-table.js";
import {chart} from "./chart.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {spansDecades} from "./run-dots.js";
import {text, value} from "./value.js";

export interface BenchmarkReportOptions {
  cases: readonly BenchmarkCase[];
  samples: readonly BenchmarkSample[];
  sql: {benchmark_samples: SqlSource};
}

const named = (word: string): HTMLElement => text(word);

function byFraction(cases: readonly BenchmarkCase[]): BenchmarkCase[] {
  return cases.filter(({of_copy}) => of_copy !== null).sort((a, b) => (a.of_copy ?? 0) - (b.of_copy ?? 0));
}

function percent({of_copy, of_copy_evidence}: BenchmarkCase): HTMLElement {
  return value(of_copy, of_copy_evidence, {digits: 1, unit: "%"});
}

/** What the cases reach of the copy bandwidth of their own run; without one, only that there are cases. */
export function benchmarkHeading(cases: readonly BenchmarkCase[]): HTMLElement {
  const known = byFraction(cases);
  const [low, high] = [known[0], known.at(-1)];
  if (cases.length === 0) return element("span", null, "No benchmarks yet");
  if (!low || !high) return element("span", null, "Benchmarks without a floor to hold them against");
  if (low === high) return element("span", null, "The measured case reaches ", percent(high), " of copy bandwidth");
  return element("span", null, "The measured cases reach ", percent(low), " to ", percent(high), " of copy bandwidth");
}

function title({op, cases}: BenchmarkGroup): Child {
  const best = byFraction(cases).at(-1);
  if (!best) return [named(op), ", every sample"];
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

function groupFigure(group: BenchmarkGroup, {samples, sql}: BenchmarkReportOptions): HTMLElement {
  const {op, quantity, unit, cases, timed} = group;
  const ids = new Set(cases.map(({case_id}) => case_id));
  const own = samples.filter(({case_id}) => ids.has(case_id));
  const log = spansDecades(own.map((s) => s.value));
  const xTitle = `${quantity} (${unit}${log ? ", log scale" : ""})`;
  const source = (context: Parameters<typeof benchmarkPlan>[1]): ReturnType<typeof benchmarkPlan> =>
    benchmarkPlan({cases, samples: own, log, xTitle}, context);
  const floor = cases.some((c) => c.floor !== null) ? " ◇: a copy of the same bytes, measured in the same run." : "";
  return figure({
    title: title(group),
    sub: [
      shared(cases, "device"),
      shared(cases, "backend"),
      shared(cases, "dtype"),
      `${timed}. Each dot a sample, the bar their range, the upright line the median.${floor}`
    ],
    chart: chart(source, {
      label: `${quantity} of ${op}, every sample of ${cases.length} cases`,
      tip: ["case", {key: "sample", kind: "name", evidence: null}, unit]
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
function howToRead(devices: number): HTMLElement {
  const several = devices > 1 ? " Each device has figures of its own." : "";
  return element(
    "p",
    {class: "aside-line wide"},
    "Nothing is compared across devices, dtypes, shapes or ways of timing: what differs in one of them stands in a row or a figure of its own and says so.",
    several,
    " The floor, ◇, is what the same machine copied in the same run: a case far above it is bound by something else than memory."
  );
}

/** What the samples are worth: whether the results they time were checked. */
export function benchmarkLead(cases: readonly BenchmarkCase[]): string {
  if (cases.length === 0) return "Cases with their raw samples show what was measured, and how far it scatters.";
  const checked = cases.every(({error_ulp}) => error_ulp !== null);
  return checked
    ? "Every raw sample is shown, and every case states the error of its result against a reference."
    : "Every raw sample is shown. Cases without a verified error time results that nobody is known to have checked.";
}

/** Every case by op: samples, range, median and floor, and the table of all of them. */
export function benchmarkReport(options: BenchmarkReportOptions): DocumentFragment {
  const {cases} = options;
  if (cases.length === 0)
    return fragment(
      empty(
        "None of the files given holds a benchmark with its raw samples. Colophon's own benchmark log is one JSON object per case; to record this example's:",
        "npm run record -- --only benchmarks"
      )
    );
  const groups = benchmarkGroups(cases);
  const devices = [...new Set(groups.map(({device}) => device))];
  const sections = devices.map((device) => [
    devices.length > 1 ? element("h2", null, named(device ?? "Device not logged")) : null,
    groups.filter((group) => group.device === device).map((group) => groupFigure(group, options))
  ]);
  return fragment(howToRead(devices.length), sections, benchmarkTable(cases));
}

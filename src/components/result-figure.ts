import {chart, intervals, lines} from "./chart.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {barOf, resultNames} from "./result-rows.js";
import type {BenchmarkResult, ResultSeries, ResultView} from "./result-rows.js";
import {spansDecades} from "./dot-rows.js";
import type {Child} from "./element.js";
import {text, value} from "./value.js";
import type {Evidence} from "./value.js";

/** Rows drawn at most; the table has all. */
export const drawnCases = 30;

function inUnit(quantity: string, unit: string | null, log = false): string {
  const words = [unit === "ratio" ? "as a ratio" : unit, log ? "log scale" : null].filter(Boolean).join(", ");
  return `${quantity}${words ? ` (${words})` : ", unit not stated"}`;
}

/** What the dots and bars of these rows are, in the tool's own words. */
function marks(rows: readonly BenchmarkResult[]): string {
  const said = (key: "value_is" | "bounds" | "spread_is"): string =>
    [...new Set(rows.flatMap((row) => row[key] ?? []))].join(" or ");
  const bars = rows.some((row) => row.bounds !== null) ? said("bounds") : said("spread_is");
  return `Each dot is the ${said("value_is") || "value"}${bars ? `, its bar the ${bars}` : ""}`;
}

/** The cases that pass the table's filter, in its order: a dot each, with the spread that its tool or its samples give. */
export function viewFigure(
  {quantity, unit, where, rows}: ResultView,
  shown: readonly BenchmarkResult[],
  sql: SqlSource
): HTMLElement {
  const names = resultNames(rows);
  const drawn = shown.slice(0, drawnCases).map((row) => {
    const bar = barOf(row);
    return {...row, name: names.get(row) ?? row.case, lo: bar?.[0] ?? null, hi: bar?.[1] ?? null, is: row.value_is};
  });
  const log = spansDecades(drawn.flatMap(({value: v, lo, hi}) => [v, lo, hi]).filter((v) => v !== null));
  const rest =
    shown.length > drawn.length ? " The first cases of the table below: filter or sort it to draw others." : "";
  const source = intervals({
    rows: drawn,
    y: "name",
    x: "value",
    lo: "lo",
    hi: "hi",
    log,
    zero: !log,
    xTitle: inUnit(quantity, unit, log)
  });
  return figure({
    title: [text(quantity), " of each case, ", text(where)],
    sub: [text(marks(shown)), ". Cases are in the order of the table, not ranked.", rest],
    chart: chart(source, {
      label: `${quantity} of ${drawn.length} cases`,
      tip: [
        {key: "name", kind: "name", evidence: null, label: "case"},
        "value",
        {key: "is", kind: "name", evidence: null}
      ]
    }),
    name: "benchmark_results",
    sql,
    rows: drawn,
    columns: [
      {key: "name", label: "case", kind: "name", evidence: null},
      {key: "value", kind: "number"}
    ],
    wide: true
  });
}

function end(row: BenchmarkResult | undefined): Child {
  return row ? value(row.value, row.value_evidence as Evidence, {unit: row.value_unit}) : null;
}

/** One case at every moment it was measured. */
export function seriesFigure({name, quantity, unit, rows}: ResultSeries, sql: SqlSource): HTMLElement {
  const when = rows.some((row) => row.moment_is === "committed") ? "committed" : "measured";
  const log = spansDecades(rows.flatMap((row) => row.value ?? []));
  const source = lines({
    rows,
    x: "moment",
    y: "value",
    time: true,
    logY: log,
    zero: !log,
    xTitle: when,
    yTitle: inUnit(quantity, unit, log)
  });
  return figure({
    title: [text(name), " goes from ", end(rows[0]), " to ", end(rows.at(-1))],
    sub: [
      "Each point is what the tool wrote at one commit. Nothing says that all were measured on one machine: a step in the line may be another machine."
    ],
    chart: chart(source, {
      label: `${quantity} of ${name} at ${rows.length} moments`,
      tip: [
        {key: "moment", label: when, kind: "time", evidence: null},
        "value",
        {key: "commit", kind: "name", mono: true, evidence: null}
      ]
    }),
    name: "benchmark_results",
    sql,
    rows,
    columns: [
      {key: "moment", label: when, kind: "time", evidence: null},
      {key: "value", kind: "number"},
      {key: "commit", kind: "name", mono: true, evidence: null}
    ],
    wide: true
  });
}

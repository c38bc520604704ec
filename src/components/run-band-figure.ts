import type {Column} from "./cell.js";
import {band, chart} from "./chart.js";
import type {ChartSource} from "./chart.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {RunFigureOptions} from "./run-figure.js";
import type {BandRow, MetricRow} from "./run-rows.js";
import type {Row} from "./table-state.js";
import {text, value} from "./value.js";

/** Bands that can be told apart in one chart. */
const shownBands = 4;

/** The row where a group's mean ends. */
function endOf(rows: readonly BandRow[]): BandRow | undefined {
  return rows.findLast(({mean}) => mean !== null);
}

function title({metric, unit_name: unit}: MetricRow, groups: readonly BandRow[][]): Child {
  const name = text(metric);
  const ends = groups.map(endOf).filter((end) => end !== undefined);
  const [low] = ends.sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0));
  const high = ends.at(-1);
  if (!low || !high) return [name, " has no finite value in the runs of these groups"];
  const mean = (end: BandRow): Child => value(end.mean, end.mean_evidence, {unit});
  if (low !== high)
    return [
      ["The mean of ", name, " ends between ", mean(low), " (", text(low.group_label), ") and "],
      [mean(high), " (", text(high.group_label), ")"]
    ];
  const {group_label, runs, runs_evidence, least, least_evidence, greatest, greatest_evidence} = low;
  return [
    ["The mean of ", name, " ends at ", mean(low), ", between ", value(least, least_evidence, {unit}), " and "],
    [value(greatest, greatest_evidence, {unit}), " in ", value(runs, runs_evidence), " runs of ", text(group_label)]
  ];
}

function howToRead(cut: boolean): string {
  return [
    "Line: the mean of the runs of a group; band: from the least to the greatest; thin: each run, ticked or not.",
    "Resampled at common steps, linearly between logged values, in single precision; a run counts only between its first and last step.",
    "Aborted and unfinished runs are drawn and never averaged.",
    cut ? "Only the first groups of the ticked runs are drawn." : ""
  ].join(" ");
}

/** The aligned curves of all runs of the groups, as rows of the thin lines. */
async function runRows({data, all, values}: RunFigureOptions, groups: readonly string[]): Promise<Row[]> {
  const members = all.filter(({group_key}) => groups.includes(group_key));
  const logging = members.flatMap((run) => {
    const own = values.get(run.run_id);
    return own ? [{run, own}] : [];
  });
  const curves = await data.aligned(logging.map(({own}) => own));
  return logging.flatMap(({run: {run_id, group_key}}, i) =>
    (curves[i] ?? []).map(({step, value: y}) => ({run: run_id, group_key, step, y}))
  );
}

function bandOf(rows: readonly BandRow[], lines: readonly Row[], {metric, logX, logY}: RunFigureOptions): ChartSource {
  return band({
    ...{rows, x: "step", mean: "mean", lo: "least", hi: "greatest", group: "group_key"},
    names: Object.fromEntries(rows.map(({group_key, group_label}) => [group_key, group_label])),
    runs: {rows: lines, x: "step", y: "y", run: "run", group: "group_key"},
    logX,
    logY,
    xTitle: "step",
    yTitle: metric.unit_name ? `${metric.metric} (${metric.unit_name})` : metric.metric
  });
}

const columns: Column[] = [
  {key: "group_label", label: "group", evidence: null},
  ...["step", "runs", "mean", "least", "greatest"].map((key) => ({key}))
];

/** Mean and range of each group that a ticked run belongs to, over the steps that the runs share. */
export async function runBandFigure(options: RunFigureOptions): Promise<HTMLElement> {
  const {data, drawn, metric, sql} = options;
  const found = await data.bands(metric);
  const ticked = new Set(drawn.map(({run}) => run.group_key));
  const keys = [...ticked].filter((key) => found.some(({group_key}) => group_key === key));
  const shown = keys.slice(0, shownBands);
  if (shown.length === 0)
    return empty("None of the ticked runs has another finished run of its configuration to be averaged with.");
  const groups = shown.map((key) => found.filter(({group_key}) => group_key === key));
  const rows = groups.flat();
  const source = bandOf(rows, await runRows(options, shown), options);
  const label = `mean and range of ${metric.metric} by step, ${shown.length} groups of runs`;
  return figure({
    title: title(metric, groups),
    sub: howToRead(keys.length > shown.length),
    chart: chart(source, {label, height: 340, tip: columns}),
    name: "bands",
    sql: sql.bands,
    rows,
    columns,
    wide: true
  });
}

import {band, chart} from "./chart.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {RunFigureOptions} from "./run-figure.js";
import type {BandRow, ResampledPoint, RunData} from "./run-data.js";
import type {MetricRow, MetricValue, RunRow} from "./run-rows.js";
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
    "Line: the mean of a group's runs; band: from the least to the greatest of them; thin: each of its runs, ticked or not.",
    "Runs are resampled at the steps that they share, linearly between logged values and in float32; outside its own steps a run counts for nothing.",
    "Aborted and unfinished runs are drawn and never averaged.",
    cut ? "Only the first groups of the ticked runs are drawn." : ""
  ].join(" ");
}

/** The aligned curves of the runs of the groups, as rows of the thin lines. */
async function runRows(
  data: RunData,
  runs: readonly RunRow[],
  values: ReadonlyMap<string, MetricValue>
): Promise<Record<string, unknown>[]> {
  const logging = runs.filter(({run_id}) => values.has(run_id));
  const curves = await data.aligned(logging.flatMap(({run_id}) => values.get(run_id) ?? []));
  return logging.flatMap(({run_id, group_key}, i) =>
    (curves[i] ?? []).map(({step, value: y}: ResampledPoint) => ({run: run_id, group: group_key, step, y}))
  );
}

/** Mean and range of each group that a ticked run belongs to, over the steps that the runs share. */
export async function runBandFigure(options: RunFigureOptions): Promise<HTMLElement> {
  const {data, all, drawn, values, metric, logX, logY, sql} = options;
  const found = await data.bands(metric);
  const keys = [...new Set(drawn.map(({run}) => run.group_key))].filter((key) =>
    found.some(({group_key}) => group_key === key)
  );
  const shown = keys.slice(0, shownBands);
  if (shown.length === 0)
    return empty("None of the ticked runs has another finished run of its configuration to be averaged with.");
  const groups = shown.map((key) => found.filter(({group_key}) => group_key === key));
  const rows = groups.flat();
  const labels = new Map(rows.map(({group_key, group_label}) => [group_key, group_label]));
  const lines = await runRows(
    data,
    all.filter(({group_key}) => labels.has(group_key)),
    values
  );
  const unit = metric.unit_name ? ` (${metric.unit_name})` : "";
  const source = band({
    rows,
    x: "step",
    mean: "mean",
    lo: "least",
    hi: "greatest",
    group: "group_label",
    runs: {
      rows: lines.map((line) => ({...line, group: labels.get(String(line.group))})),
      x: "step",
      y: "y",
      run: "run",
      group: "group"
    },
    logX,
    logY,
    xTitle: "step",
    yTitle: `${metric.metric}${unit}`
  });
  const label = `mean and range of ${metric.metric} by step, ${shown.length} groups of runs`;
  const columns = ["group_label", "step", "runs", "mean", "least", "greatest"];
  return figure({
    title: title(metric, groups),
    sub: howToRead(keys.length > shown.length),
    chart: chart(source, {
      label,
      height: 340,
      tip: [{key: "group_label", label: "group", evidence: null}, ...columns.slice(1)]
    }),
    name: "bands",
    sql: sql.bands,
    rows,
    columns: columns.map((key) => (key === "group_label" ? {key, label: "group", evidence: null} : {key})),
    wide: true
  });
}

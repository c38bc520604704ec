import type {Choice} from "./control.js";
import {manyRuns} from "./drawn-run.js";
import type {MetricRow} from "./run-rows.js";

/** What of a metric is shown: each run's curve, groups as bands, differences from one run, or how many values lie where. */
export const runViews = ["runs", "band", "difference", "density"] as const;
export type RunView = (typeof runViews)[number];

const words: Record<RunView, string> = {
  runs: "each run",
  band: "band of each group",
  difference: "difference",
  density: "density of all runs"
};

/** Why a metric cannot be shown so; null where it can. */
function lacks(view: RunView, metric: MetricRow, drawn: number): string | null {
  const {band_start, band_end, density_start, density_end} = metric;
  if (view === "runs") return null;
  if (density_start === density_end) return "no curves of two runs";
  if (view === "band") return band_start === band_end ? "no two runs of a group" : null;
  return view === "difference" && drawn < 2 ? "tick two runs" : null;
}

/** The view asked for where the metric has it, else each run, or the density of more runs than can be told apart. */
export function chooseView(asked: string, metric: MetricRow, drawn: number): RunView {
  const wanted = runViews.find((view) => view === asked) ?? (drawn > manyRuns ? "density" : "runs");
  return lacks(wanted, metric, drawn) ? "runs" : wanted;
}

export function viewChoices(metric: MetricRow, drawn: number): Choice[] {
  return runViews.map((value) => ({
    value,
    label: words[value],
    disabled: lacks(value, metric, drawn) ?? undefined
  }));
}

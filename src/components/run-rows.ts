import type {LoggedAxes} from "./run-axis.js";
import type {RunIdentity} from "./run-differences.js";
import type {Evidence} from "./value.js";

/** A row of `runs`. The ranges are half-open rows of run_facts, run_metrics, run_events and artifacts. */
export interface RunRow extends RunIdentity, Record<string, unknown> {
  name: string;
  group_key: string;
  group_label: string;
  /** As declared in the log; null where nobody did. */
  group_name: string | null;
  /** True where the log states no parameter at all. */
  unconfigured: boolean;
  status: "completed" | "aborted" | "running" | "unknown";
  status_raw: string | null;
  status_evidence: Evidence;
  writers: number;
  segment: number;
  /** Runs of the same name in the same file: more than one where the step restarts. */
  segments: number;
  started: Date | null;
  ended: Date | null;
  /** Start, or else the first logged time. */
  began: Date | null;
  minutes: number | null;
  minutes_evidence: Evidence;
  nonfinite: number;
  nonfinite_evidence: Evidence;
  path: string;
  path_evidence: Evidence;
  format: string;
  line: number | null;
  events: number;
  fact_start: number;
  fact_end: number;
  metric_start: number;
  metric_end: number;
  event_start: number;
  event_end: number;
  artifact_start: number;
  artifact_end: number;
}

/** A row of `metrics`: its rows of metric_values, bands and density are half-open. */
export interface MetricRow extends LoggedAxes, Record<string, unknown> {
  metric: string;
  unit_name: string | null;
  /** True: higher is better; null: nobody said. */
  direction: boolean | null;
  runs: number;
  most_points: number;
  row_start: number;
  row_end: number;
  band_start: number;
  band_end: number;
  density_start: number;
  density_end: number;
}

/**
 * A row of `metric_values` and `run_metrics`: one metric of one run. Its rows of curves are half-open, and so are those of
 * aligned, which metric_values counts, and of training_clock, which run_metrics does.
 */
export interface MetricValue extends LoggedAxes, Record<string, unknown> {
  run_id: string;
  metric: string;
  unit_name: string | null;
  direction: boolean | null;
  points: number;
  points_evidence: Evidence;
  nonfinite_points: number;
  nonfinite_evidence: Evidence;
  last: number | null;
  /** nan, inf or -inf where the last point is no number. */
  last_nonfinite: string | null;
  last_evidence: Evidence;
  last_step: number | null;
  least: number | null;
  least_evidence: Evidence;
  greatest: number | null;
  greatest_evidence: Evidence;
  best: number | null;
  best_evidence: Evidence;
  curve_start: number;
  curve_end: number;
  aligned_start?: number;
  aligned_end?: number;
  clock_start?: number;
  clock_end?: number;
}

/** A row of `aligned` or `training_clock`: what a run's curve is at a step, null outside the values it logs. */
export interface ResampledPoint {
  step: number;
  step_evidence: string;
  value: number | null;
  value_evidence: string | null;
}

/** A row of `bands`: the curves of a group at a step; all are null where none of its runs logs anything. */
export interface BandRow extends Record<string, unknown> {
  group_key: string;
  group_label: string;
  step: number;
  step_evidence: Evidence;
  runs: number;
  runs_evidence: Evidence;
  mean: number | null;
  mean_evidence: Evidence;
  least: number | null;
  least_evidence: Evidence;
  greatest: number | null;
  greatest_evidence: Evidence;
}

/** A row of `density`: a cell and how many logged values lie in it. Half-open in steps and values. */
export interface DensityCell extends Record<string, unknown> {
  log_y: boolean;
  x_from: number;
  x_to: number;
  y_from: number;
  y_to: number;
  points: number;
  points_evidence: Evidence;
}

/** A row of `fact_keys`: its rows of fact_values are half-open. */
export interface FactKey {
  kind: "parameter" | "environment";
  key: string;
  runs: number;
  different: number;
  row_start: number;
  row_end: number;
}

/** NaN and the infinities as numbers, where a row says them in words. */
export function finalNumber(last: number | null, nonfinite: string | null): number | null {
  if (nonfinite === null) return last;
  return nonfinite === "nan" ? NaN : nonfinite.startsWith("-") ? -Infinity : Infinity;
}

/** The page of one run. */
export function runHref(run_id: string): string {
  return `./run?id=${encodeURIComponent(run_id)}`;
}

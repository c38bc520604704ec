export interface MetricKey {
  /** As harness and higher_is_better name it: "acc". */
  metric: string;
  /** Null: none was applied. */
  filter: string | null;
  /** The row is the standard error of the metric. */
  stderr: boolean;
}

/** Splits "exact_match_stderr,strict-match" (new schema) and "acc_norm_stderr" (old schema). */
export function readMetricKey(key: string): MetricKey {
  const comma = key.indexOf(",");
  const name = comma < 0 ? key : key.slice(0, comma);
  const filter = comma < 0 || key.slice(comma + 1) === "none" ? null : key.slice(comma + 1);
  const stderr = name.endsWith("_stderr");
  return {metric: stderr ? name.slice(0, -"_stderr".length) : name, filter, stderr};
}

/** "task/acc", "task/acc_stderr", and with the filter where there is one: "task/exact_match,strict-match". */
export function metricPath(task: string, {metric, filter, stderr}: MetricKey): string {
  return `${task}/${metric}${stderr ? "_stderr" : ""}${filter === null ? "" : `,${filter}`}`;
}

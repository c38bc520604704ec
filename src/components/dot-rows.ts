/** A run of a group, and whether it ended. */
export interface GroupedRun {
  [column: string]: unknown;
  group_key: string;
  name: string;
  status: string;
}

/** A run that states when it began and ended, as train_times.parquet has it. */
export interface TrainTime extends GroupedRun {
  /** Its log states neither group nor parameter: nothing says which runs it may be compared with. */
  unconfigured: boolean;
  minutes: number;
  minutes_evidence: string;
}

/** A run's last value of a metric with a direction, as declared_metric.parquet has it. */
export interface LastValue extends GroupedRun {
  metric: string;
  unit_name: string | null;
  direction: boolean;
  last: number;
  last_evidence: string;
}

/** Groups of two runs and more, the largest first and as many as `limit`, with whether each run was aborted. */
export function comparable<R extends GroupedRun>(runs: readonly R[], limit = 12): (R & {aborted: boolean})[] {
  const groups = new Map<string, number>();
  for (const {group_key} of runs) groups.set(group_key, (groups.get(group_key) ?? 0) + 1);
  const many = [...groups].filter(([, n]) => n > 1).sort(([, a], [, b]) => b - a);
  const chosen = new Set(many.slice(0, limit).map(([group]) => group));
  return runs.filter((run) => chosen.has(run.group_key)).map((run) => ({...run, aborted: run.status === "aborted"}));
}

/** Whether the values span so much that only a logarithmic axis shows them all. */
export function spansDecades(values: readonly number[]): boolean {
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) / low > 30;
}

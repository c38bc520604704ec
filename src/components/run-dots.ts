import {chart, dots} from "./chart.js";
import {element, fragment} from "./element.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {note} from "./note.js";
import {text} from "./value.js";

/** A run of a group, and whether it ended. */
export interface GroupedRun {
  [column: string]: unknown;
  group_key: string;
  name: string;
  status: string;
}

/** A run that states when it began and ended, as train_times.parquet has it. */
export interface TrainTime extends GroupedRun {
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

function crossWords(rows: readonly {aborted: boolean}[]): string {
  return rows.some(({aborted}) => aborted) ? "; ✕ an aborted run, shown and never averaged" : "";
}

/** Time to train, each run a dot. Nothing where no two runs are of one group. */
export function trainTimes(times: readonly TrainTime[], sql: SqlSource): DocumentFragment {
  const rows = comparable(times);
  if (rows.length === 0) return fragment();
  const log = spansDecades(rows.map(({minutes}) => minutes));
  const source = dots({
    rows,
    x: "minutes",
    y: "group_key",
    aborted: "aborted",
    xTitle: log ? "min, log scale" : "min",
    log
  });
  const label = "Minutes from start to stop of each run, one row for each group of runs that differ in seed only";
  return fragment(
    element("h2", {id: "times"}, "Time to train"),
    figure({
      title: "From start to stop, each run a dot",
      sub: `Minutes; the upright line is the median${crossWords(rows)}.`,
      chart: chart(source, {label, tip: ["name", "minutes", "status"]}),
      name: "train_times",
      sql,
      rows,
      note: spreadNote()
    })
  );
}

function spreadNote(): HTMLElement {
  const link = element("a", {href: "./reproducibility"}, "Reproducibility");
  return note(element("p", null, "Runs in one row differ in seed only: how far they lie apart is luck. ", link));
}

/** How the runs ended, by one metric whose direction is declared. Nothing where no two runs are of one group. */
export function lastValues(values: readonly LastValue[], sql: SqlSource): DocumentFragment {
  const rows = comparable(values);
  const [first] = rows;
  if (!first) return fragment();
  const {metric, unit_name, direction} = first;
  const log = spansDecades(rows.map(({last}) => last));
  const source = dots({rows, x: "last", y: "group_key", aborted: "aborted", xTitle: unit_name ?? metric, log});
  const label = `Last ${metric} of each run, one row for each group of runs that differ in seed only`;
  return fragment(
    element("h2", {id: "last"}, "How the runs ended"),
    figure({
      title: fragment(text(metric), ", the last value of each run"),
      sub: `${direction ? "Higher" : "Lower"} is better, as the logs or the configuration declare; the upright line is the median${crossWords(rows)}.`,
      chart: chart(source, {label, tip: ["name", "last", "status"]}),
      name: "declared_metric",
      sql,
      rows,
      note: spreadNote()
    })
  );
}

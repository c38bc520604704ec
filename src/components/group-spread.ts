import {chart, dots} from "./chart.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import type {RunGroup} from "./run-groups.js";
import type {MetricRow, MetricValue, RunRow} from "./run-rows.js";
import {text} from "./value.js";

export interface GroupSpreadOptions {
  groups: readonly RunGroup<RunRow>[];
  /** What the runs are grouped by. */
  by: string;
  metric: MetricRow;
  values: ReadonlyMap<string, MetricValue>;
  sql?: SqlSource;
}

/** The last value of a metric in every run of each group, as dots with the median of the runs that were not aborted. */
export function groupSpread({groups, by, metric, values, sql}: GroupSpreadOptions): HTMLElement {
  const rows = groups.flatMap(({label, runs}) =>
    runs.flatMap((run) => {
      const last = values.get(run.run_id);
      if (!last || last.last === null) return [];
      const {name, status} = run;
      return [
        {
          group: label,
          run: name,
          status,
          last: last.last,
          last_evidence: last.last_evidence,
          aborted: status === "aborted"
        }
      ];
    })
  );
  const unit = metric.unit_name ? ` (${metric.unit_name})` : "";
  const source = dots({
    rows,
    x: "last",
    y: "group",
    order: groups.map(({label}) => label),
    aborted: "aborted",
    xTitle: `last ${metric.metric}${unit}`
  });
  const named = (name: string): HTMLElement => text(name);
  return figure({
    title: ["Last ", named(metric.metric), " by ", named(by)],
    sub: "All runs, ticked or not: each a dot; the upright line is the median of the group, without aborted runs (✕) and runs that ended in NaN or ∞.",
    chart: chart(source, {
      label: `last ${metric.metric} of ${rows.length} runs by ${by}`,
      tip: ["run", "status", "last"]
    }),
    name: "metric_values",
    sql,
    rows,
    wide: true
  });
}

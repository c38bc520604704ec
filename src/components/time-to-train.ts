import {chart, dots} from "./chart.js";
import type {Column} from "./cell.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {note} from "./note.js";
import {table} from "./table.js";
import {comparable, spansDecades} from "./run-dots.js";
import type {TrainTime} from "./run-dots.js";
import {value} from "./value.js";
import type {Evidence} from "./value.js";

/** A row of time_to_train: minutes from start to stop of a group's completed runs. */
export interface TrainSpread extends Record<string, unknown> {
  group_key: string;
  group_label: string;
  runs: number;
  runs_evidence: Evidence;
  completed: number;
  completed_evidence: Evidence;
  spread: number | null;
  spread_evidence: Evidence;
}

export interface TimeToTrainOptions {
  times: readonly TrainTime[];
  groups: readonly TrainSpread[];
  sql: {train_times: SqlSource};
}

function title(groups: readonly TrainSpread[]): Child {
  const known = groups.filter(({spread}) => spread !== null).sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0));
  const [found] = known;
  if (!found) return "Minutes from start to stop, each run a dot";
  return [
    "Time to train spans up to ",
    value(found.spread, found.spread_evidence, {digits: 0, unit: "%"}),
    " of its median, in ",
    element("span", {class: "name"}, found.group_label)
  ];
}

function spreadTable(groups: readonly TrainSpread[]): HTMLElement {
  const minutes = (key: string, label: string): Column<TrainSpread> => ({
    key,
    label,
    unit: "min",
    kind: "number",
    digits: 2,
    reason: "none completed"
  });
  const columns: Column<TrainSpread>[] = [
    {key: "group_label", label: "group", kind: "name", evidence: null},
    {
      key: "completed",
      label: "completed",
      kind: "name",
      align: "right",
      render: ({runs, runs_evidence, completed, completed_evidence}) =>
        element("span", null, value(completed, completed_evidence), " of ", value(runs, runs_evidence))
    },
    minutes("median_minutes", "median"),
    minutes("least_minutes", "least"),
    minutes("greatest_minutes", "greatest"),
    {key: "spread", label: "range / median", unit: "%", kind: "number", digits: 1, reason: "needs two completed runs"}
  ];
  return table(groups, {
    caption: "Time to train of the completed runs",
    columns,
    wide: true,
    limit: 20,
    filter: groups.length > 20
  });
}

/** Minutes from start to stop: every run a dot, aborted runs marked and never averaged. */
export function timeToTrain({times, groups, sql}: TimeToTrainOptions): DocumentFragment {
  const repeated = groups.filter(({runs}) => runs > 1);
  const rows = comparable(times, 40);
  if (rows.length === 0) return fragment(empty("No two runs of one group log when they began and when they ended."));
  const log = spansDecades(rows.map(({minutes}) => minutes));
  const crossed = rows.some(({aborted}) => aborted);
  const source = dots({
    rows,
    x: "minutes",
    y: "group_label",
    aborted: "aborted",
    xTitle: log ? "minutes, log scale" : "minutes",
    log
  });
  return fragment(
    figure({
      title: title(repeated),
      sub: `From start to stop, each run a dot; the upright line is the median of the completed runs${crossed ? "; ✕: aborted, shown and never averaged" : ""}.`,
      chart: chart(source, {
        label: "minutes from start to stop of each run, by group",
        tip: ["name", "seed", "status", "minutes"]
      }),
      name: "train_times",
      sql: sql.train_times,
      rows,
      note: note(
        element(
          "p",
          null,
          "How long a run takes also says something of the machine and of what else it did then. Rows of different systems are not one comparison."
        )
      )
    }),
    spreadTable(repeated)
  );
}

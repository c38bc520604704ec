import {chart, dots} from "./chart.js";
import {comparable, spansDecades} from "./dot-rows.js";
import type {LastValue, TrainTime} from "./dot-rows.js";
import {element, fragment} from "./element.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {note} from "./note.js";
import {text} from "./value.js";

export {comparable, spansDecades} from "./dot-rows.js";
export type {LastValue, TrainTime} from "./dot-rows.js";

function crossWords(rows: readonly {aborted: boolean}[]): string {
  return rows.some(({aborted}) => aborted) ? "; ✕ an aborted run, shown and never averaged" : "";
}

/** Time to train, each run a dot. Nothing where no two runs are of one group. */
export function trainTimes(times: readonly TrainTime[], sql: SqlSource): DocumentFragment {
  const rows = comparable(times.filter(({unconfigured}) => !unconfigured));
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

import {chart, dots} from "./chart.js";
import type {Column} from "./cell.js";
import {choice} from "./control.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {note} from "./note.js";
import {metricChoices} from "./run-choices.js";
import {resultsFirst} from "./run-defaults.js";
import {finalNumber} from "./run-rows.js";
import type {MetricRow} from "./run-rows.js";
import {settle} from "./settled.js";
import {table} from "./table.js";
import {text, urlState} from "./url-state.js";
import {value} from "./value.js";
import type {Evidence} from "./value.js";

/** A row of seed_values: one run's last value. `counts` is false where it is shown but not averaged. */
export interface SeedValue extends Record<string, unknown> {
  group_key: string;
  group_label: string;
  metric: string;
  name: string;
  status: string;
  seed: number;
  last: number | null;
  last_nonfinite: string | null;
  last_evidence: Evidence;
  counts: boolean;
}

/** A row of seed_spread: one metric of one group. */
export interface SeedSpread extends Record<string, unknown> {
  group_key: string;
  group_label: string;
  metric: string;
  unit_name: string | null;
  direction: boolean | null;
  runs: number;
  runs_evidence: Evidence;
  seeds: number;
  seeds_evidence: Evidence;
  left_out: number;
  left_out_evidence: Evidence;
  /** (greatest − least) / median in percent; null where the median is not above zero. */
  spread: number | null;
  spread_evidence: Evidence;
}

export interface SeedSpreadOptions {
  values: readonly SeedValue[];
  spreads: readonly SeedSpread[];
  sql: {seed_values: SqlSource};
}

function spreadTable(rows: readonly SeedSpread[]): HTMLElement {
  const unit = rows[0]?.unit_name ?? undefined;
  const number = (key: string, label: string, more: Partial<Column<SeedSpread>> = {}): Column<SeedSpread> => ({
    key,
    label,
    kind: "number",
    ...more
  });
  const columns: Column<SeedSpread>[] = [
    {key: "group_label", label: "group", kind: "name", evidence: null},
    number("runs", "runs"),
    number("seeds", "seeds"),
    number("median", "median", {unit}),
    number("least", "least", {unit}),
    number("greatest", "greatest", {unit}),
    number("sd", "standard deviation", {unit, reason: "needs two runs"}),
    number("spread", "range / median", {unit: "%", digits: 1, reason: "the median is not above zero"}),
    ...(rows.some(({left_out}) => left_out > 0) ? [number("left_out", "not averaged")] : [])
  ];
  return table(rows, {caption: "Spread of the last value", columns, wide: true, limit: 20, filter: rows.length > 20});
}

function widest(rows: readonly SeedSpread[]): SeedSpread | null {
  const known = rows.filter(({spread, seeds}) => spread !== null && seeds > 1);
  return known.sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0))[0] ?? null;
}

function title(metric: string, rows: readonly SeedSpread[]): Child {
  const named = element("span", {class: "name"}, metric);
  const found = widest(rows);
  if (!found) return ["Last ", named, " of each run"];
  const {group_label, spread, spread_evidence, seeds, seeds_evidence} = found;
  const over: Child = [value(seeds, seeds_evidence), " seeds"];
  return [
    named,
    " spans ",
    value(spread, spread_evidence, {digits: 1, unit: "%"}),
    " of its median over ",
    over,
    " of ",
    element("span", {class: "name"}, group_label)
  ];
}

function spreadFigure(metric: string, {values, spreads, sql}: SeedSpreadOptions): HTMLElement {
  const rows = spreads.filter((row) => row.metric === metric);
  const shown = values
    .filter((row) => row.metric === metric)
    .map((row) => ({...row, left_out: !row.counts, last: finalNumber(row.last, row.last_nonfinite)}));
  const unit = rows[0]?.unit_name;
  const order = [...new Set(shown.map(({group_label}) => group_label))];
  const source = dots({
    rows: shown,
    x: "last",
    y: "group_label",
    order,
    aborted: "left_out",
    xTitle: `last ${metric}${unit ? ` (${unit})` : ""}`
  });
  const crossed = shown.some(({left_out, last}) => left_out && Number.isFinite(last));
  const lost = shown.filter(({last}) => last === null || !Number.isFinite(last));
  const sub = [
    "Each run a dot; the upright line is the median.",
    crossed ? " ✕: aborted or unfinished, shown and never averaged." : "",
    lost.length > 0 ? " Runs that ended in NaN or ∞ have no place on the axis: they stand in the rows below." : ""
  ];
  return element(
    "div",
    null,
    figure({
      title: title(metric, rows),
      sub: sub.join(""),
      chart: chart(source, {
        label: `last ${metric} of ${shown.length} runs by group`,
        tip: ["name", "seed", "status", "last"]
      }),
      name: "seed_values",
      sql: sql.seed_values,
      rows: shown,
      columns: [
        {key: "group_label", label: "group", evidence: null},
        {key: "name", label: "run", evidence: null},
        {key: "seed", kind: "name"},
        {key: "status", kind: "name", evidence: null},
        {key: "last", kind: "number"}
      ],
      note: note(
        element(
          "p",
          null,
          element("strong", null, "Different seeds, same system"),
          ": this spread is what chance alone does here. A gain smaller than it cannot be told from luck."
        ),
        element(
          "p",
          null,
          "A repeat of a seed is a run like the others: more runs than seeds in a row of the table say so."
        )
      )
    }),
    spreadTable(rows)
  );
}

/** How far the last values of runs that differ in seed only lie apart, for one metric at a time. */
export function seedSpread(options: SeedSpreadOptions): DocumentFragment {
  const {spreads} = options;
  if (spreads.length === 0)
    return fragment(
      empty(
        "No group has two runs with a logged seed, so that nothing here shows what the seed alone changes. Log the seed of every run, as seed in its first row, and run two."
      )
    );
  const byMetric = new Map(spreads.map((row) => [row.metric, row]));
  const ordered = resultsFirst([...byMetric.values()]).map(({metric}) => metric);
  const settings = urlState({metric: text("", ordered)});
  const box = element("div", {class: "settling"});
  const chosen = settings.values.metric || (ordered[0] ?? "");
  const show = (metric: string): void => void settle(box, spreadFigure(metric, options));
  const change = (metric: string): void => {
    settings.set({metric});
    show(metric);
  };
  show(chosen);
  const choices = metricChoices([...byMetric.values()] as unknown as MetricRow[]);
  const controls = element("div", {class: "controls"}, choice("metric", choices, chosen, change));
  return fragment(element("div", {class: "wide explorer"}, controls, box));
}

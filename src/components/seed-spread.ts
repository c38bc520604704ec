import {chart} from "./chart.js";
import type {Column} from "./cell.js";
import {choice} from "./control.js";
import {dotScales, suitedScale} from "./dot-scale.js";
import type {DotScale, GroupDot} from "./dot-scale.js";
import {groupDots, scaleChoice} from "./group-dots.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {metricChoices} from "./run-choices.js";
import {resultsFirst} from "./run-defaults.js";
import {finalNumber} from "./run-rows.js";
import {settle} from "./settled.js";
import {table} from "./table.js";
import {text as word, urlState} from "./url-state.js";
import {text, value} from "./value.js";
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
  runs: number;
  seeds: number;
  seeds_evidence: Evidence;
  median: number | null;
  left_out: number;
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
    number("spread", "range / median", {unit: "%", digits: 2, reason: "the median is not above zero"}),
    ...(rows.some(({left_out}) => left_out > 0) ? [number("left_out", "not averaged")] : [])
  ];
  return table(rows, {caption: "Spread of the last value", columns, wide: true, limit: 20, filter: rows.length > 20});
}

function widest(rows: readonly SeedSpread[]): SeedSpread | undefined {
  const known = rows.filter(({spread, seeds}) => spread !== null && seeds > 1);
  return known.sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0))[0];
}

function title(metric: string, rows: readonly SeedSpread[]): Child {
  const named = text(metric);
  const found = widest(rows);
  if (!found) return ["Last ", named, " of each run"];
  const {group_label, spread, spread_evidence, seeds, seeds_evidence} = found;
  return [
    named,
    " spans up to ",
    value(spread, spread_evidence, {digits: 2, unit: "%"}),
    " of its median, over ",
    value(seeds, seeds_evidence),
    " seeds of ",
    text(group_label)
  ];
}

function dotsOf(metric: string, {values, spreads}: SeedSpreadOptions): (GroupDot & SeedValue)[] {
  const medians = new Map(spreads.filter((s) => s.metric === metric).map((s) => [s.group_key, s.median]));
  return values
    .filter((row) => row.metric === metric)
    .map((row) => ({
      ...row,
      value: finalNumber(row.last, row.last_nonfinite),
      value_evidence: row.last_evidence,
      median: medians.get(row.group_key) ?? null,
      crossed: !row.counts
    }));
}

/** Groups drawn at most; the table has all. */
const shownGroups = 16;

/** The dots of the groups that spread most, in the order of the table. */
function widestGroups<D extends GroupDot & SeedValue>(found: readonly D[], rows: readonly SeedSpread[]): D[] {
  if (rows.length <= shownGroups) return [...found];
  const sorted = [...rows].sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0)).slice(0, shownGroups);
  const kept = new Set(sorted.map(({group_key}) => group_key));
  return found.filter(({group_key}) => kept.has(group_key));
}

function howToRead(shown: readonly GroupDot[], all: number): string {
  const crossed = shown.some((dot) => dot.crossed && Number.isFinite(dot.value));
  const lost = shown.some((dot) => !Number.isFinite(dot.value));
  return [
    "Each run a dot; the upright line is the median.",
    crossed ? " ✕: aborted or unfinished, shown and never averaged." : "",
    lost ? " Runs that ended in NaN or ∞ have no place on the axis: they stand in the rows below." : "",
    all > shownGroups ? " The groups that spread most; the table has all." : ""
  ].join("");
}

function spreadFigure(metric: string, scale: DotScale, options: SeedSpreadOptions): HTMLElement {
  const rows = options.spreads.filter((row) => row.metric === metric);
  const shown = widestGroups(dotsOf(metric, options), rows);
  const unit = rows[0]?.unit_name;
  const words = unit ? `last ${metric} (${unit})` : `last ${metric}`;
  const label = `last ${metric} of ${shown.length} runs by group`;
  const body = figure({
    title: title(metric, rows),
    sub: howToRead(shown, rows.length),
    chart: chart(groupDots(shown, scale, words), {label, tip: ["name", "seed", "status", "value"]}),
    name: "seed_values",
    sql: options.sql.seed_values,
    rows: shown,
    columns: [
      {key: "group_label", label: "group", evidence: null},
      {key: "name", label: "run", evidence: null},
      {key: "seed", kind: "name"},
      {key: "status", kind: "name", evidence: null},
      {key: "value", label: "last", kind: "number"}
    ],
    wide: true
  });
  return element("div", null, body, spreadTable(rows));
}

/** The metric the section opens with: a result that chance moves at all. */
function openingMetric(ordered: readonly string[], spreads: readonly SeedSpread[]): string {
  const moves = new Set(spreads.filter(({spread}) => (spread ?? 0) > 0).map(({metric}) => metric));
  return ordered.find((metric) => moves.has(metric)) ?? ordered[0] ?? "";
}

/** How far the last values of runs that differ in seed only lie apart, for one metric at a time. */
export function seedSpread(options: SeedSpreadOptions): DocumentFragment {
  const {spreads} = options;
  if (spreads.length === 0) {
    const missing =
      "No group has two runs with a logged seed, so that nothing here shows what the seed alone changes. Log the seed of every run, as seed in its first row, run two, and build again:";
    return fragment(empty(missing, "npx colophon build --input path/to/logs --out dist"));
  }
  const byMetric = new Map(spreads.map((row) => [row.metric, row]));
  const ordered = resultsFirst([...byMetric.values()]).map(({metric}) => metric);
  const settings = urlState({metric: word("", ordered), scale: word("", dotScales)});
  const [controls, box] = [element("div", {class: "controls"}), element("div", {class: "settling"})];
  const show = (): void => {
    const metric = settings.values.metric || openingMetric(ordered, spreads);
    const scale = (settings.values.scale || suitedScale(dotsOf(metric, options))) as DotScale;
    const change = (changed: Partial<typeof settings.values>): void => {
      settings.set(changed);
      show();
    };
    const focused = [...controls.querySelectorAll("select")].indexOf(document.activeElement as HTMLSelectElement);
    controls.replaceChildren(
      choice("metric", metricChoices([...byMetric.values()]), metric, (m) => change({metric: m, scale: ""})),
      scaleChoice(scale, (s) => change({scale: s}))
    );
    if (focused >= 0) controls.querySelectorAll("select")[focused]?.focus();
    void settle(box, spreadFigure(metric, scale, options));
  };
  show();
  const chance =
    "Runs of one row differ in seed only, on the same system: how far they lie apart is what chance alone does here, and a gain smaller than that cannot be told from luck. A repeat of a seed is a run like the others; more runs than seeds say so.";
  return fragment(element("p", null, chance), element("div", {class: "wide explorer"}, controls, box));
}

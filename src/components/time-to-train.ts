import {chart} from "./chart.js";
import type {Column} from "./cell.js";
import {dotScales} from "./dot-scale.js";
import type {DotScale, GroupDot} from "./dot-scale.js";
import {groupDots, scaleChoice} from "./group-dots.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {comparable} from "./run-dots.js";
import type {TrainTime} from "./run-dots.js";
import {settle} from "./settled.js";
import {table} from "./table.js";
import {text as word, urlState} from "./url-state.js";
import {text, value} from "./value.js";
import type {Evidence} from "./value.js";

/** A row of time_to_train: minutes from start to stop of a group's completed runs. */
export interface TrainSpread extends Record<string, unknown> {
  group_key: string;
  group_label: string;
  runs: number;
  runs_evidence: Evidence;
  completed: number;
  completed_evidence: Evidence;
  median_minutes: number | null;
  spread: number | null;
  spread_evidence: Evidence;
}

export interface TimeToTrainOptions {
  times: readonly TrainTime[];
  groups: readonly TrainSpread[];
  sql: {train_times: SqlSource};
}

/** Groups drawn; the table has all. */
const shownGroups = 16;

function title(groups: readonly TrainSpread[]): Child {
  const known = groups.filter(({spread}) => spread !== null).sort((a, b) => (b.spread ?? 0) - (a.spread ?? 0));
  const [found] = known;
  if (!found) return "Minutes from start to stop, each run a dot";
  const {group_label, spread, spread_evidence} = found;
  const share = value(spread, spread_evidence, {digits: 2, unit: "%"});
  return ["Time to train spans up to ", share, " of its median, in ", text(group_label)];
}

function completedCell({runs, runs_evidence, completed, completed_evidence}: TrainSpread): HTMLElement {
  return element("span", null, value(completed, completed_evidence), " of ", value(runs, runs_evidence));
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
    {key: "completed", label: "completed", kind: "name", align: "right", render: completedCell},
    minutes("median_minutes", "median"),
    minutes("least_minutes", "least"),
    minutes("greatest_minutes", "greatest"),
    {
      key: "spread",
      label: "range / median",
      unit: "%",
      kind: "number",
      digits: 2,
      reason: "needs two completed runs"
    }
  ];
  const caption = "Time to train of the completed runs";
  return table(groups, {caption, columns, wide: true, limit: 20, filter: groups.length > 20});
}

function dotsOf({times, groups}: TimeToTrainOptions): (GroupDot & TrainTime)[] {
  const byKey = new Map(groups.map((group) => [group.group_key, group]));
  return comparable(times, shownGroups).map((row) => {
    const group = byKey.get(row.group_key);
    return {
      ...row,
      group_label: group?.group_label ?? row.group_key,
      value: row.minutes,
      median: group?.median_minutes ?? null,
      crossed: row.aborted
    };
  });
}

function timesFigure(
  shown: readonly (GroupDot & TrainTime)[],
  scale: DotScale,
  options: TimeToTrainOptions
): HTMLElement {
  const repeated = options.groups.filter(({runs}) => runs > 1).length;
  const cut = repeated > shownGroups ? " The groups of most runs; the table has all." : "";
  const crossed = shown.some((dot) => dot.crossed) ? "; ✕: aborted, shown and never averaged" : "";
  const source = groupDots(shown, scale, "minutes");
  return figure({
    title: title(options.groups.filter(({runs}) => runs > 1)),
    sub: `From start to stop, each run a dot; the upright line is the median of the completed runs${crossed}.${cut}`,
    chart: chart(source, {
      label: "minutes from start to stop of each run, by group",
      tip: ["name", "seed", "status", "minutes"]
    }),
    name: "train_times",
    sql: options.sql.train_times,
    rows: shown,
    columns: [
      {key: "group_label", label: "group", evidence: null},
      {key: "name", label: "run", evidence: null},
      {key: "seed", kind: "name"},
      {key: "status", kind: "name", evidence: null},
      {key: "minutes", kind: "number"}
    ],
    wide: true
  });
}

/** Minutes from start to stop: every run a dot, aborted runs marked and never averaged. */
export function timeToTrain(options: TimeToTrainOptions): DocumentFragment {
  const shown = dotsOf(options);
  if (shown.length === 0) return fragment(empty("No two runs of one group log when they began and when they ended."));
  const settings = urlState({time_scale: word("value", dotScales)});
  const box = element("div", {class: "settling"});
  const show = (): void => void settle(box, timesFigure(shown, settings.values.time_scale as DotScale, options));
  const controls = scaleChoice(settings.values.time_scale as DotScale, (time_scale) => {
    settings.set({time_scale});
    show();
  });
  show();
  const repeated = options.groups.filter(({runs}) => runs > 1);
  const parts = [element("div", {class: "controls"}, controls), box, spreadTable(repeated)];
  const machine =
    "How long a run takes also says something of the machine and of what else it did then. Rows of different systems are not one comparison.";
  return fragment(element("p", null, machine), element("div", {class: "wide explorer"}, parts));
}

import type {LegendKey} from "./chart-plan.js";
import {seriesStyle, themeWith} from "./chart-theme.js";
import type {CurvePoint} from "./run-axis.js";
import type {RunData} from "./run-data.js";
import type {RunGrouping} from "./run-grouping.js";
import {distinctNames} from "./run-names.js";
import type {MetricValue, RunRow} from "./run-rows.js";

/** More runs than this are context: thin and grey, one picked out at a time. */
export const manyRuns = 12;
const theme = themeWith("");
/** Colour of a run that stands back. */
export const contextColor = theme.context;

/** A run that is drawn. */
export interface DrawnRun {
  run: RunRow;
  label: string;
  color: string;
  dash?: readonly number[];
  values: MetricValue;
  points: readonly CurvePoint[];
}

function groupIndex(grouping: RunGrouping | null): Map<string, number> {
  return new Map(grouping?.groups.flatMap((g, i) => g.runs.map(({run_id}) => [run_id, i] as const)) ?? []);
}

/** Those of the runs that log the metric: a colour each, or that of their group, and their points where `data` is given. */
export async function drawnRuns(
  data: RunData | null,
  runs: readonly RunRow[],
  values: ReadonlyMap<string, MetricValue>,
  grouping: RunGrouping | null
): Promise<DrawnRun[]> {
  const logging = runs.flatMap((run) => {
    const own = values.get(run.run_id);
    return own ? [{run, values: own}] : [];
  });
  const points = (await data?.curves(logging.map((l) => l.values))) ?? [];
  const labels = distinctNames(logging.map(({run}) => run.name));
  const groupOf = groupIndex(grouping);
  const back = logging.length > manyRuns && !grouping;
  return logging.map(({run, values: own}, i) => {
    const style = back ? {color: contextColor, dash: []} : seriesStyle(theme, groupOf.get(run.run_id) ?? i);
    return {run, values: own, points: points[i] ?? [], label: labels[i] ?? run.name, ...style};
  });
}

/** Colours of the groups that any drawn run belongs to; nothing where runs are not grouped. */
export function groupLegend(drawn: readonly DrawnRun[], grouping: RunGrouping | null): LegendKey[] | undefined {
  const groupOf = groupIndex(grouping);
  const shown = new Set(drawn.map(({run}) => groupOf.get(run.run_id)));
  return grouping?.groups
    .map(({label}, i) => ({i, label, ...seriesStyle(theme, i)}))
    .filter(({i}) => shown.has(i))
    .map(({label, color, dash}) => ({label, color, dash}));
}

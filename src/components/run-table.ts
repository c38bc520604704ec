import type {Column} from "./cell.js";
import {element} from "./element.js";
import type {FactValue} from "./run-data.js";
import {sharedFolder, shortFolder} from "./run-names.js";
import {finalNumber, runHref} from "./run-rows.js";
import type {FactKey, MetricRow, MetricValue, RunRow} from "./run-rows.js";
import {runStatus} from "./run-status.js";
import {table} from "./table.js";
import type {TableElement, TableState} from "./table.js";
import {text, time, value} from "./value.js";

/** A run with the values of the shown keys and of the shown metric beside it. */
export type RunTableRow = RunRow & Record<string, unknown>;

/** A parameter or environment key that is a column, with its values by run. */
export interface FactColumn {
  key: FactKey;
  values: ReadonlyMap<string, readonly FactValue[]>;
}

/** Keys that make good columns: parameters that vary over the runs, but not from run to run. */
export function defaultColumns(keys: readonly FactKey[], runs: number, limit = 4): FactKey[] {
  const varying = keys.filter(({kind, key, different, runs: stating}) => {
    if (kind !== "parameter" || /(^|\/)(seed|run_id|run_name|name)$/i.test(key)) return false;
    return different > 1 && stating >= runs / 2 && (different < stating || stating <= 12);
  });
  const tellsApart = ({different}: FactKey): number => (different > 12 ? 1 / different : different);
  return varying
    .sort((a, b) => b.runs - a.runs || tellsApart(b) - tellsApart(a) || (a.key < b.key ? -1 : 1))
    .slice(0, limit);
}

export function columnName({kind, key}: FactKey): string {
  return `${kind === "parameter" ? "p" : "e"}:${key}`;
}

/** Words of a key's values for one run; null where the run does not say. */
export function wordsOf(values: readonly FactValue[] | undefined): string | null {
  return values === undefined || values.length === 0 ? null : values.map(({value: v}) => v ?? "null").join(" | ");
}

/** Runs as the table's rows. */
export function tableRows(
  runs: readonly RunRow[],
  facts: readonly FactColumn[],
  metric: ReadonlyMap<string, MetricValue>
): RunTableRow[] {
  return runs.map((run) => {
    const row: RunTableRow = {...run};
    for (const {key, values} of facts) {
      const own = values.get(run.run_id);
      row[columnName(key)] = wordsOf(own);
      row[`${columnName(key)}_evidence`] = own?.[0]?.value_evidence ?? null;
    }
    const m = metric.get(run.run_id);
    const last = m ? finalNumber(m.last, m.last_nonfinite) : null;
    const {last_evidence, best, best_evidence, least, least_evidence, greatest, greatest_evidence} = m ?? {};
    return {
      ...row,
      last,
      last_evidence,
      best,
      best_evidence,
      least,
      least_evidence,
      greatest,
      greatest_evidence
    } as RunTableRow;
  });
}

function nameCell({name, path, segments, writers, run_id}: RunTableRow, shared: number): HTMLElement {
  const cut = name.lastIndexOf("/") + 1;
  const folder =
    cut > shared
      ? element("span", {class: "name folder", title: name.slice(0, cut)}, shortFolder(name.slice(shared, cut)))
      : null;
  const link = text(name.slice(cut), {href: runHref(run_id)});
  link.title = path;
  const marks = [
    segments > 1
      ? element(
          "span",
          {class: "mark", title: "the step of its file goes back: one of several runs in it"},
          "restarted"
        )
      : null,
    writers > 1
      ? element("span", {class: "mark", title: "one step carries several values of one metric"}, "two writers")
      : null
  ];
  return element("span", {class: "run-name"}, link, marks, folder);
}

function metricColumns({metric, unit_name, direction}: MetricRow): Column<RunTableRow>[] {
  const unit = unit_name ?? undefined;
  const reason = `no ${metric} logged`;
  const column = (key: string, label: string, title: string): Column<RunTableRow> => ({
    key,
    label,
    title,
    unit,
    reason,
    kind: "number"
  });
  const last = column("last", `last ${metric}`, `${metric}, last value`);
  const least = column("least", `least ${metric}`, `${metric}, smallest finite value`);
  const greatest = column("greatest", `greatest ${metric}`, `${metric}, largest finite value`);
  if (direction === null) return [last, least, greatest];
  const better = direction ? "higher" : "lower";
  return [
    last,
    {
      ...column("best", `best ${metric}`, `${metric}: ${better} is better, as the log declares`),
      sort: direction ? "descending" : "ascending"
    }
  ];
}

const group: Column<RunTableRow> = {
  key: "group_name",
  label: "group",
  width: "11rem",
  kind: "name",
  evidence: null,
  reason: "no group declared"
};
const seed: Column<RunTableRow> = {
  key: "seed",
  kind: "name",
  align: "right",
  render: (row) => value(row.seed, row.seed_evidence, {reason: "no seed logged"})
};
const took: Column<RunTableRow> = {
  key: "minutes",
  label: "took",
  unit: "min",
  kind: "number",
  reason: "start or end not logged"
};
const began: Column<RunTableRow> = {
  key: "began",
  kind: "time",
  evidence: null,
  render: (row) => time(row.began, {clock: false})
};

function factColumn({key}: FactColumn): Column<RunTableRow> {
  return {key: columnName(key), label: key.key, kind: "name", title: key.kind, reason: "not logged"};
}

/** Name, status, the metric, and of the rest what any run states. */
function columns(
  rows: readonly RunTableRow[],
  facts: readonly FactColumn[],
  metric: MetricRow | null
): Column<RunTableRow>[] {
  const stated = (column: Column<RunTableRow>): boolean => rows.some((row) => (row[column.key] ?? null) !== null);
  const shared = sharedFolder(rows.map(({name}) => name)).length;
  return [
    {key: "name", label: "run", render: (row) => nameCell(row, shared)},
    {key: "status", kind: "name", render: (row) => runStatus(row)},
    ...(metric ? metricColumns(metric) : []),
    ...[group, seed].filter(stated),
    ...facts.map(factColumn),
    ...[took, began].filter(stated)
  ];
}

export interface RunTableOptions {
  facts: readonly FactColumn[];
  metric: MetricRow | null;
  values: ReadonlyMap<string, MetricValue>;
  state: Partial<TableState>;
}

/** Runs × parameters × the last and best of one metric; ticked runs are drawn. */
export function runTable(
  runs: readonly RunRow[],
  {facts, metric, values, state}: RunTableOptions
): TableElement<RunTableRow> {
  const rows = tableRows(runs, facts, values);
  return table(rows, {
    caption: "Runs",
    columns: columns(rows, facts, metric),
    filter: runs.length > 8,
    select: "run_id",
    limit: 12,
    state,
    wide: true
  });
}

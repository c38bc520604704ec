import type {Column} from "./cell.js";
import {choice} from "./control.js";
import {element, fragment} from "./element.js";
import type {SqlSource} from "./figure.js";
import {seriesFigure, viewFigure} from "./result-figure.js";
import {barOf, collectionId, collectionName, collectionNames, resultSeries, resultViews} from "./result-rows.js";
import type {BenchmarkCollection, BenchmarkResult, ResultSeries, ResultView} from "./result-rows.js";
import {resultTable, seriesTable, withoutValue} from "./result-table.js";
import {section} from "./section.js";
import {settle} from "./settled.js";
import {table} from "./table.js";
import {text as word, urlState} from "./url-state.js";
import {text, value} from "./value.js";

export interface CollectionsOptions {
  collections: readonly BenchmarkCollection[];
  /** Rows of benchmark_results from `rowStart` up to but without `rowEnd`. */
  results: (range: {rowStart: number; rowEnd: number}) => Promise<readonly BenchmarkResult[]>;
  sql: {benchmark_results: SqlSource};
}

function collectionsTable(collections: readonly BenchmarkCollection[]): HTMLElement {
  const names = collectionNames(collections);
  const some = (key: "skipped" | "failed" | "unmeasured" | "last_moment"): boolean => collections.some((c) => c[key]);
  const count = (key: "cases" | "skipped" | "failed" | "unmeasured"): Column<BenchmarkCollection> => ({
    key,
    kind: "number",
    sort: "descending",
    render: (row) => (row[key] === 0 ? "" : value(row[key], row[`${key}_evidence`] as string))
  });
  const columns: Column<BenchmarkCollection>[] = [
    {key: "suite", label: "suite or folder", width: "20rem", render: (row) => text(names.get(row) ?? row.suite)},
    {key: "tool", kind: "name", evidence: null, reason: "not named"},
    count("cases"),
    ...(["skipped", "failed", "unmeasured"] as const).filter(some).map(count),
    ...(some("last_moment")
      ? [{key: "last_moment", label: "last", kind: "time", evidence: null, reason: "not stated"} as const]
      : [])
  ];
  return table(collections, {
    caption: "Collections",
    columns,
    wide: true,
    limit: 12,
    filter: collections.length > 12
  });
}

/** One view at a time; its figure draws the cases that pass the filter of its table, in the table's order. One case alone needs none. */
function viewSection(view: ResultView, sql: SqlSource): HTMLElement {
  const {said, list} = resultTable(view.rows);
  const box = element("div", {class: "wide settling"});
  const draw = (): void => {
    const shown = list.value;
    void settle(box, shown.length > 1 ? viewFigure(view, shown, sql) : element("div", null));
  };
  list.addEventListener("input", draw);
  draw();
  return element("div", {class: "wide"}, box, said, list);
}

interface Offered {
  value: string;
  label: string;
  group?: string;
  make: () => HTMLElement;
}

/** Views to choose from; those with a spread first, ratios last. */
function viewChoices(views: readonly ResultView[], sql: SqlSource): Offered[] {
  const several = new Set(views.map(({where}) => where)).size > 1;
  const rank = ({unit, rows}: ResultView): number => (unit === "ratio" ? 2 : rows.some((row) => barOf(row)) ? 0 : 1);
  return [...views]
    .sort((a, b) => rank(a) - rank(b))
    .map((view) => ({
      value: view.id,
      label: `${view.quantity}${view.unit ? ` (${view.unit})` : ""}`,
      group: several ? view.where : undefined,
      make: () => viewSection(view, sql)
    }));
}

function seriesChoices(series: readonly ResultSeries[], sql: SqlSource): Offered[] {
  return series.map((one) => ({
    value: one.id,
    label: `${one.name}${one.unit ? ` (${one.unit})` : ""}`,
    make: () => seriesFigure(one, sql)
  }));
}

function collectionSection(
  collection: BenchmarkCollection,
  rows: readonly BenchmarkResult[],
  sql: SqlSource
): HTMLElement {
  const series = resultSeries(rows);
  const offered = series.length > 0 ? seriesChoices(series, sql) : viewChoices(resultViews(rows), sql);
  const state = urlState({measured: word("")});
  const box = element("div", {class: "wide settling"});
  const first = offered.find(({value: id}) => id === state.values.measured) ?? offered[0];
  const show = (id: string): void => {
    state.set({measured: id});
    const chosen = offered.find((one) => one.value === id);
    if (chosen) void settle(box, chosen.make());
  };
  if (first) void settle(box, first.make());
  const {folder, tool} = collection;
  return element(
    "div",
    {class: "wide"},
    element("h3", null, text(collectionName(collection))),
    element(
      "p",
      {class: "aside-line"},
      "Tool: ",
      tool ? text(tool) : "not named",
      ". In ",
      text(folder, {mono: true}),
      "."
    ),
    first && offered.length > 1
      ? element(
          "div",
          {class: "controls wide"},
          choice(series.length > 0 ? "Case" : "What was measured", offered, first.value, show)
        )
      : null,
    box,
    series.length > 0 ? seriesTable(series) : null,
    withoutValue(rows)
  );
}

/**
 * What other tools measured, one collection at a time: values and spreads as the tools computed them where they kept no
 * samples, what was skipped or failed with its reason, and nothing held against another tool, machine or unit.
 */
export function benchmarkCollections({collections, results, sql}: CollectionsOptions): DocumentFragment {
  const [first] = collections;
  if (!first) return fragment();
  const state = urlState({collection: word("")});
  const box = element("div", {class: "wide settling"});
  const show = async (chosen: BenchmarkCollection): Promise<void> => {
    const rows = await results({rowStart: chosen.row_start, rowEnd: chosen.row_end});
    await settle(box, collectionSection(chosen, rows, sql.benchmark_results));
  };
  const choose = (id: string): void => {
    urlState({measured: word("")}).set({measured: ""});
    state.set({collection: id});
    const chosen = collections.find((one) => collectionId(one) === id);
    if (chosen) void show(chosen);
  };
  const largest = collections.reduce((a, b) => (b.cases > a.cases ? b : a), first);
  const asked = collections.find((one) => collectionId(one) === state.values.collection) ?? largest;
  const names = collectionNames(collections);
  const choices = collections.map((one) => ({
    value: collectionId(one),
    label: names.get(one) ?? collectionName(one),
    group: one.tool ?? "tool not named"
  }));
  void show(asked);
  return section(
    collections.length,
    "collections",
    "Measured by other tools",
    element(
      "p",
      null,
      "Where a tool kept its samples, the value is their median. Else the value and its spread are the tool’s own, by the names it gives them. Nothing is held against another tool, machine or unit."
    ),
    collectionsTable(collections),
    collections.length > 1
      ? element("div", {class: "controls wide"}, choice("Collection", choices, collectionId(asked), choose))
      : null,
    box
  );
}

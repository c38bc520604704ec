import {columnPicker} from "./column-picker.js";
import {differenceSection} from "./difference-section.js";
import {drawnRuns} from "./drawn-run.js";
import type {DrawnRun} from "./drawn-run.js";
import {element} from "./element.js";
import {empty} from "./empty.js";
import type {SqlSource} from "./figure.js";
import {groupSpread} from "./group-spread.js";
import type {CurvesDrawing} from "./metric-curves.js";
import {chooseAxis} from "./run-axis.js";
import type {RunAxis} from "./run-axis.js";
import {runChips} from "./run-chips.js";
import {runChoices} from "./run-choices.js";
import type {RunChoices} from "./run-choices.js";
import type {RunData} from "./run-data.js";
import {defaultMetric, defaultRuns} from "./run-defaults.js";
import {runFigure} from "./run-figure.js";
import type {FigureSql, RunFigureOptions, ShownFigure} from "./run-figure.js";
import {runGrouping} from "./run-grouping.js";
import type {RunGrouping} from "./run-grouping.js";
import type {FactKey, MetricRow, MetricValue, RunRow} from "./run-rows.js";
import {decodeSelection, encodeSelection, runSettings} from "./run-settings.js";
import {columnName, defaultColumns, runTable} from "./run-table.js";
import type {FactColumn, RunTableRow} from "./run-table.js";
import {chooseView} from "./run-view.js";
import type {RunView} from "./run-view.js";
import {settle} from "./settled.js";
import type {TableElement} from "./table.js";

/** Columns of parameters beside the group, which already says most of what they say. */
const besideGroup = 2;

export interface RunExplorerOptions {
  data: RunData;
  runs: readonly RunRow[];
  metrics: readonly MetricRow[];
  keys: readonly FactKey[];
  /** Texts of the queries behind the figures. */
  sql: FigureSql & {metric_values: SqlSource};
}

class RunExplorer {
  readonly root = element("div", {class: "wide explorer"});
  private readonly options: RunExplorerOptions;
  private readonly settings = runSettings();
  private readonly ids: string[];
  private readonly boxes = {
    table: element("div", null),
    controls: element("div", null),
    chips: element("div", null),
    curves: element("div", {class: "settling"}),
    groups: element("div", {class: "settling"}),
    differences: element("div", null)
  };
  private table: TableElement<RunTableRow> | null = null;
  private picker: HTMLElement | null = null;
  private drawing: CurvesDrawing | null = null;
  private turn = 0;

  constructor(options: RunExplorerOptions) {
    this.options = options;
    this.ids = options.runs.map(({run_id}) => run_id);
    const {table, controls, chips, curves, groups, differences: differ} = this.boxes;
    this.root.append(table, controls, chips, curves, groups, differ);
  }

  private get metric(): MetricRow | null {
    const {metrics} = this.options;
    return metrics.find(({metric}) => metric === this.settings.values.metric) ?? defaultMetric(metrics);
  }

  private get columnKeys(): FactKey[] {
    const {keys, runs} = this.options;
    const asked = this.settings.values.columns;
    return asked.length === 0
      ? defaultColumns(keys, runs.length, runs.some(({group_name}) => group_name !== null) ? besideGroup : undefined)
      : keys.filter((key) => asked.includes(columnName(key)));
  }

  private async values(): Promise<Map<string, MetricValue>> {
    const found = this.metric ? await this.options.data.metricValues(this.metric) : [];
    return new Map(found.map((v) => [v.run_id, v]));
  }

  private selection(values: ReadonlyMap<string, MetricValue>): string[] {
    return decodeSelection(this.settings.values.runs, this.ids) ?? this.ownSelection(values);
  }

  private ownSelection(values: ReadonlyMap<string, MetricValue>): string[] {
    return defaultRuns(this.options.runs, new Set(values.keys()));
  }

  private select(selected: readonly string[], values: ReadonlyMap<string, MetricValue>): void {
    this.settings.set({runs: encodeSelection(selected, this.ids, this.ownSelection(values))});
  }

  /** Everything anew: at first, and when another metric or other columns are wanted. */
  async show(): Promise<void> {
    const values = await this.values();
    await this.showTable(values);
    await this.draw();
  }

  private async showTable(values: ReadonlyMap<string, MetricValue>): Promise<void> {
    const {data, runs, keys} = this.options;
    const shown = this.columnKeys;
    const facts = await Promise.all(
      shown.map(async (key): Promise<FactColumn> => ({key, values: await data.factValues(key)}))
    );
    const {table_sort, table_filter} = this.settings.values;
    const state = {...table_sort, filter: table_filter, selected: this.selection(values)};
    const table = runTable(runs, {facts, metric: this.metric, values, state});
    table.addEventListener("input", () => this.tableChanged(table, values));
    this.table = table;
    this.boxes.table.replaceChildren(table);
    if (keys.length > 0) table.querySelector(".tools")?.append((this.picker ??= this.makePicker(shown)));
  }

  private makePicker(shown: readonly FactKey[]): HTMLElement {
    return columnPicker(this.options.keys, shown.map(columnName), (columns) => {
      this.settings.set({columns});
      void this.values().then((values) => this.showTable(values));
    });
  }

  private tableChanged(table: TableElement<RunTableRow>, values: ReadonlyMap<string, MetricValue>): void {
    const {sort, descending, filter, selected} = table.state;
    this.settings.set({table_sort: {sort, descending}, table_filter: filter});
    const before = this.selection(values);
    this.select(selected, values);
    if (before.length !== selected.length || before.some((id) => !selected.includes(id))) void this.draw();
  }

  /** The controls anew where others are needed; the one in use keeps the focus. */
  private showControls(metric: MetricRow, view: RunView, axis: RunAxis | null, drawn: readonly DrawnRun[]): void {
    const box = this.boxes.controls;
    const runs = drawn.map(({run}) => run.run_id);
    const shown = [metric.metric, view, axis, view === "difference" ? runs : runs.length].join(" ");
    if (box.dataset.shown === shown) return;
    box.dataset.shown = shown;
    const {metrics, keys} = this.options;
    const {minus, logx: logX, logy: logY, smoothing, group} = this.settings.values;
    const chosen = {metric: metric.metric, view, minus, axis, logX, logY, smoothing, group};
    const focused = [...box.querySelectorAll("select, input")].indexOf(document.activeElement as Element);
    box.replaceChildren(runChoices({chosen, metrics, keys, metric, drawn}, (change) => this.choose(change)));
    if (focused >= 0) box.querySelectorAll<HTMLElement>("select, input")[focused]?.focus();
  }

  private choose({metric, view, minus, axis, logX, logY, smoothing, group}: Partial<RunChoices>): void {
    if (metric !== undefined) this.settings.set({metric});
    if (view !== undefined) this.settings.set({show: view});
    if (minus !== undefined) this.settings.set({minus});
    if (axis !== undefined) this.settings.set({x: axis ?? ""});
    if (logX !== undefined) this.settings.set({logx: logX});
    if (logY !== undefined) this.settings.set({logy: logY});
    if (smoothing !== undefined) this.settings.set({smoothing});
    if (group !== undefined) this.settings.set({group});
    void (metric === undefined ? this.draw() : this.show());
  }

  /** Figure, groups and differences of the ticked runs; a later call overtakes an earlier one. */
  private async draw(): Promise<void> {
    const turn = ++this.turn;
    const {data, runs: all, keys} = this.options;
    const {show, group} = this.settings.values;
    const metric = this.metric;
    const values = await this.values();
    const selected = new Set(this.selection(values));
    const ticked = all.filter(({run_id}) => selected.has(run_id));
    const grouping = await runGrouping(group, all, keys, data);
    const logging = ticked.filter(({run_id}) => values.has(run_id)).length;
    const view = metric ? chooseView(show, metric, logging) : "runs";
    const drawn = await drawnRuns(view === "runs" ? data : null, ticked, values, grouping);
    if (turn !== this.turn) return;
    this.drawChips(ticked, drawn, values);
    this.drawGroups(grouping, values);
    const figure = metric ? await this.figureOf({view, metric, ticked, drawn, values, grouping}) : noMetric();
    if (turn !== this.turn) return;
    this.drawing = figure.drawing;
    void settle(this.boxes.curves, figure.root);
    const section = await differenceSection(data, ticked, drawn);
    if (turn === this.turn) this.boxes.differences.replaceChildren(...(section ? [section] : []));
  }

  /** The controls and the figure they are for. */
  private figureOf(
    shown: Pick<RunFigureOptions, "view" | "metric" | "ticked" | "drawn" | "values" | "grouping">
  ): Promise<ShownFigure> {
    const {view, metric, drawn} = shown;
    const {data, runs: all, sql} = this.options;
    const {minus, x, logx: logX, logy: logY, smoothing} = this.settings.values;
    const logged = drawn.length > 0 ? drawn.map((d) => d.values) : [metric];
    const axis = chooseAxis((x || null) as RunAxis | null, logged);
    this.showControls(metric, view, axis, drawn);
    return runFigure({...shown, data, all, axis, logX, logY, smoothing, minus, sql});
  }

  private drawChips(
    runs: readonly RunRow[],
    drawn: readonly DrawnRun[],
    values: ReadonlyMap<string, MetricValue>
  ): void {
    const keep = (left: readonly string[]): void => {
      this.select(left, values);
      if (this.table) this.table.state = {...this.table.state, selected: left};
      void this.draw();
    };
    const remove = (gone: string): void => keep(runs.map(({run_id}) => run_id).filter((id) => id !== gone));
    const chips = drawn.map(({run, label, color}) => ({run_id: run.run_id, label, color}));
    const box = this.boxes.chips;
    const focused = [...box.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    const pick = (id: string | null): void => this.drawing?.pick(id);
    box.replaceChildren(runChips(chips, pick, remove, () => keep([])));
    if (focused >= 0)
      [...box.querySelectorAll("button")]
        .slice(0, focused + 1)
        .at(-1)
        ?.focus();
  }

  private drawGroups(grouping: RunGrouping | null, values: ReadonlyMap<string, MetricValue>): void {
    const metric = this.metric;
    if (!grouping || !metric) return this.boxes.groups.replaceChildren();
    const sql = this.options.sql.metric_values;
    void settle(this.boxes.groups, groupSpread({...grouping, metric, values, sql}));
  }
}

function noMetric(): ShownFigure {
  return {root: empty("No run logs a metric."), drawing: null};
}

/** The explorer of runs: a table to tick runs in, the curves of one metric, and what differs between the ticked runs. */
export async function runExplorer(options: RunExplorerOptions): Promise<HTMLElement> {
  const explorer = new RunExplorer(options);
  await explorer.show();
  return explorer.root;
}

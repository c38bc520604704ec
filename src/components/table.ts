import {cellContent, columnsOf, rankOf, resolveColumn} from "./cell.js";
import type {Column, ResolvedColumn} from "./cell.js";
import {element} from "./element.js";
import {empty} from "./empty.js";
import {scrollBox} from "./scroll-box.js";
import {alignOf, headCell, headRow, markSorted} from "./table-head.js";
import {filterRows, initialState, nextSort, sortRows} from "./table-state.js";
import type {Row, TableState} from "./table-state.js";

export type {Column, ColumnKind} from "./cell.js";
export type {Row, TableState} from "./table-state.js";

export interface TableOptions<R extends Row = Row> {
  /** Left out: every column of the first row except evidence. */
  columns?: readonly Column<R>[];
  /** Names the table; shown above it unless `quiet`. */
  caption: string;
  quiet?: boolean;
  /** A text filter above the table. */
  filter?: boolean;
  /** Column that identifies a row: rows get checkboxes, and `value` is the selected rows. */
  select?: string;
  /** At most this many rows may be selected. */
  selectLimit?: number;
  /** Rows before "show more"; 50 where left out. */
  limit?: number;
  /** Says what is missing where there are no rows. */
  empty?: string | Node;
  state?: Partial<TableState>;
  /** Full page width. */
  wide?: boolean;
}

/** `value` is the selected rows, or without `select` the rows that pass the filter, in the order shown. */
export type TableElement<R extends Row = Row> = HTMLElement & {value: R[]; state: TableState};

class TableView<R extends Row> {
  readonly root: TableElement<R>;
  private readonly rows: readonly R[];
  private readonly options: TableOptions<R>;
  private readonly columns: ResolvedColumn<R>[];
  private readonly heads: Map<string, HTMLTableCellElement>;
  private readonly body = element("tbody", null);
  private readonly count = element("output", {class: "count"});
  private readonly more = element("p", {class: "more"});
  private readonly search: HTMLInputElement | null;
  private readonly all: HTMLInputElement | null;
  private visible: readonly R[] = [];
  private shown: number;
  private state: TableState;

  constructor(rows: readonly R[], options: TableOptions<R>) {
    this.rows = rows;
    this.options = options;
    this.columns = (options.columns ?? (columnsOf(rows) as Column<R>[])).map((c) => resolveColumn(c, rows));
    this.heads = new Map(
      this.columns.map((c) => [
        c.key,
        headCell(c as ResolvedColumn, (key) => this.change(nextSort(this.state, key, c.sort || undefined)))
      ])
    );
    this.state = {...initialState, ...options.state};
    this.shown = options.limit ?? 50;
    this.search = options.filter ? this.searchInput() : null;
    this.all = options.select && !options.selectLimit ? this.selectAll() : null;
    this.root = this.layout();
    this.draw();
  }

  private layout(): TableElement<R> {
    const {caption, quiet, select, wide} = this.options;
    const head = element("thead", null, headRow(this.columns, this.heads, this.all, Boolean(select)));
    const grid = element("table", {"aria-label": caption}, head, this.body);
    const tools = element(
      "div",
      {class: "tools"},
      quiet ? null : element("p", {class: "caption"}, caption),
      this.search ? element("label", {class: "filter"}, "Filter ", this.search) : null,
      this.count
    );
    const root = element("div", {class: `table${wide ? " wide" : ""}`}, tools, scrollBox(caption, grid), this.more);
    Object.defineProperties(root, {
      value: {get: () => this.value()},
      state: {get: () => this.state, set: (state: Partial<TableState>) => this.restore(state)}
    });
    return root as unknown as TableElement<R>;
  }

  private searchInput(): HTMLInputElement {
    const input = (event: Event): void => {
      event.stopPropagation();
      this.change({...this.state, filter: (event.target as HTMLInputElement).value});
    };
    return element("input", {
      type: "search",
      value: this.state.filter,
      input,
      autocomplete: "off",
      spellcheck: "false"
    });
  }

  private selectAll(): HTMLInputElement {
    const input = (event: Event): void => {
      event.stopPropagation();
      const keys = this.visible.map((row) => this.keyOf(row));
      const on = (event.target as HTMLInputElement).checked;
      const selected = on ? keys : this.state.selected.filter((key) => !keys.includes(key));
      this.change({...this.state, selected});
    };
    return element("input", {type: "checkbox", "aria-label": "select all that pass the filter", input});
  }

  private keyOf(row: R): string {
    return String(row[this.options.select ?? ""]);
  }

  private value(): R[] {
    if (!this.options.select) return [...this.visible];
    const selected = new Set(this.state.selected);
    return this.rows.filter((row) => selected.has(this.keyOf(row)));
  }

  /** A state set from outside: unknown columns and rows in it are left out, and no event is sent. */
  private restore(state: Partial<TableState>): void {
    const next = {...initialState, ...state};
    const keys = new Set(this.options.select ? this.rows.map((row) => this.keyOf(row)) : []);
    const sort = next.sort !== null && this.heads.has(next.sort) ? next.sort : null;
    this.state = {...next, sort, selected: next.selected.filter((key) => keys.has(key))};
    if (this.search) this.search.value = this.state.filter;
    this.draw();
  }

  private change(state: TableState): void {
    this.state = state;
    this.draw();
    this.root.dispatchEvent(new Event("input", {bubbles: true}));
  }

  private draw(): void {
    const {sort, descending, filter} = this.state;
    const keys = this.columns.map((c) => c.key);
    const found = filterRows(this.rows, keys, filter);
    const column = this.columns.find((c) => c.key === sort);
    this.visible = column ? sortRows(found, column.key, descending, rankOf(column.kind)) : found;
    markSorted(this.heads, this.state);
    this.drawRows();
    this.drawCount();
  }

  private drawRows(): void {
    const rows = this.visible.slice(0, this.shown).map((row) => this.drawRow(row));
    const span = this.columns.length + (this.options.select ? 1 : 0);
    const blank = (content: string | Node): HTMLElement =>
      element("tr", {class: "none"}, element("td", {colspan: span}, content));
    if (this.rows.length === 0) this.body.replaceChildren(blank(this.options.empty ?? empty("No rows.")));
    else if (rows.length === 0) this.body.replaceChildren(blank("No row matches the filter."));
    else this.body.replaceChildren(...rows);
    this.drawMore();
  }

  private drawRow(row: R): HTMLElement {
    const cells = this.columns.map((column, i) => {
      const kind = i === 0 ? "th" : "td";
      const attributes = {
        class: `kind-${column.kind} ${alignOf(column as ResolvedColumn)}${column.short ? " short" : ""}`,
        scope: kind === "th" ? "row" : null
      };
      return element(kind, attributes, cellContent(row, column));
    });
    return element("tr", null, this.options.select ? this.tick(row) : null, cells);
  }

  private tick(row: R): HTMLElement {
    const key = this.keyOf(row);
    const checked = this.state.selected.includes(key);
    const full = !checked && this.state.selected.length >= (this.options.selectLimit ?? Infinity);
    const name = String(row[this.columns[0]?.key ?? ""] ?? key);
    const input = (event: Event): void => {
      event.stopPropagation();
      this.toggle(key, (event.target as HTMLInputElement).checked);
    };
    const box = element("input", {type: "checkbox", checked, disabled: full, "aria-label": `select ${name}`, input});
    box.dataset.key = key;
    return element("td", {class: "tick"}, box);
  }

  private toggle(key: string, on: boolean): void {
    const selected = this.state.selected.filter((k) => k !== key);
    this.state = {...this.state, selected: on ? [...selected, key] : selected};
    const full = this.state.selected.length >= (this.options.selectLimit ?? Infinity);
    for (const box of this.body.querySelectorAll<HTMLInputElement>("td.tick > input"))
      box.disabled = full && !box.checked;
    this.drawCount();
    this.root.dispatchEvent(new Event("input", {bubbles: true}));
  }

  private drawCount(): void {
    const shown = Math.min(this.shown, this.visible.length);
    const selected = this.options.select ? ` · ${this.state.selected.length} selected` : "";
    this.count.textContent = `showing ${shown} of ${this.rows.length}${selected}`;
    if (!this.all) return;
    const keys = this.visible.map((row) => this.keyOf(row));
    const on = keys.filter((key) => this.state.selected.includes(key)).length;
    this.all.checked = on > 0 && on === keys.length;
    this.all.indeterminate = on > 0 && on < keys.length;
  }

  private drawMore(): void {
    const left = this.visible.length - this.shown;
    const step = Math.min(left, this.options.limit ?? 50);
    const button = (label: string, shown: number): HTMLElement =>
      element("button", {type: "button", click: () => this.showMore(shown)}, label);
    const buttons = [
      left > 0 ? button(`show ${step} more`, this.shown + step) : null,
      left > step ? button(`show all ${this.visible.length}`, this.visible.length) : null
    ].filter((b) => b !== null);
    this.more.replaceChildren(...buttons);
    this.more.hidden = buttons.length === 0;
  }

  private showMore(shown: number): void {
    this.shown = shown;
    this.drawRows();
    this.drawCount();
  }
}

/**
 * A table of rows: sorted by its heads, filtered by text, paged, scrolling sideways in its own box with its first
 * column held. Numbers link to their evidence. Sends `input` when the sort, the filter or the selection changes.
 * @example const chosen = view(table(runs, {caption: "Runs", columns: [{key: "name"}, {key: "loss"}], select: "run_id"}))
 */
export function table<R extends Row>(rows: readonly R[], options: TableOptions<R>): TableElement<R> {
  return new TableView(rows, options).root;
}

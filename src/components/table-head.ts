import type {ResolvedColumn} from "./cell.js";
import {element} from "./element.js";
import {cutLongWords} from "./long-word.js";
import type {Row, TableState} from "./table-state.js";

export function alignOf(column: ResolvedColumn): string {
  return column.align ?? (column.kind === "number" ? "right" : "left");
}

function headLabel(column: ResolvedColumn): (HTMLElement | string)[] {
  const unit = column.unit ? [element("span", {class: "unit"}, column.unit)] : [];
  return [element("span", {class: "label"}, cutLongWords(column.label)), ...unit];
}

/** One head cell: a sort button, or the bare label where the column cannot be sorted. */
export function headCell(column: ResolvedColumn, sort: (key: string) => void): HTMLTableCellElement {
  const style = column.width ? `width:${column.width};min-width:${column.width}` : null;
  const attributes = {scope: "col", class: `kind-${column.kind} ${alignOf(column)}`, style, title: column.title};
  if (column.sort === false) return element("th", attributes, headLabel(column));
  const button = element(
    "button",
    {type: "button", class: "sort", click: () => sort(column.key)},
    headLabel(column),
    element("span", {class: "arrow", "aria-hidden": "true"})
  );
  return element("th", attributes, button);
}

/** Shows in the heads which column is sorted and which way. */
export function markSorted(heads: ReadonlyMap<string, HTMLElement>, state: TableState): void {
  for (const [key, head] of heads) {
    const arrow = head.querySelector(".arrow");
    const sorted = key === state.sort;
    if (sorted) head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
    if (arrow) arrow.textContent = sorted ? (state.descending ? "↓" : "↑") : "";
  }
}

/** The whole head row. */
export function headRow<R extends Row>(
  columns: readonly ResolvedColumn<R>[],
  heads: ReadonlyMap<string, HTMLElement>,
  all: HTMLElement | null,
  selectable: boolean
): HTMLTableRowElement {
  const tick = selectable
    ? element("th", {scope: "col", class: "tick"}, all ?? element("span", {class: "unseen"}, "select"))
    : null;
  return element(
    "tr",
    null,
    tick,
    columns.map((column) => heads.get(column.key))
  );
}

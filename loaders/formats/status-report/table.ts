import {plain} from "./markup.ts";
import type {Node} from "./node.ts";
import {cellsOf} from "./table-line.ts";

export interface Row {
  node: Node;
  /** One per column, markup removed; a cell with several lines keeps them, also those a following row goes on with. */
  cells: string[];
}

export interface Table {
  header: Node;
  /** Column titles in lower case, markup removed. */
  columns: string[];
  rows: Row[];
}

/** The tables among a section's nodes. */
export function tablesOf(nodes: Node[]): Table[] {
  const tables: Table[] = [];
  for (const node of nodes) {
    const table = tables.at(-1);
    if (node.kind === "table header")
      tables.push({header: node, columns: cellsIn(node).map((cell) => cell.toLowerCase()), rows: []});
    else if (node.kind === "table row" && table) addRow(table, node);
  }
  return tables;
}

/** The cell of the first column whose title matches, null where there is none or it is empty. */
export function cellOf({columns}: Table, {cells}: Row, title: RegExp): string | null {
  return cells[columns.findIndex((column) => title.test(column))] || null;
}

export function hasColumns({columns}: Table, ...titles: RegExp[]): boolean {
  return titles.every((title) => columns.some((column) => title.test(column)));
}

/** Whether a row says something in a column that none of the titles names. */
export function saysMore({columns}: Table, {cells}: Row, titles: readonly RegExp[]): boolean {
  return columns.some((column, i) => cells[i] && !titles.some((title) => title.test(column)));
}

/** A row whose first cell is empty goes on with the one above: a line end inside a cell broke it in two. */
function addRow(table: Table, node: Node): void {
  const cells = fit(cellsIn(node), table.columns.length);
  const last = table.rows.at(-1);
  if (cells[0] !== "" || !last) return void table.rows.push({node, cells});
  last.cells = last.cells.map((cell, i) => [cell, cells[i]].filter(Boolean).join("\n"));
}

/** Missing cells are empty; what stands beyond the last column belongs to it. */
function fit(cells: string[], count: number): string[] {
  const fitted = cells.length > count ? [...cells.slice(0, count - 1), cells.slice(count - 1).join(" | ")] : cells;
  return Array.from({length: count}, (_, i) => fitted[i] ?? "");
}

function cellsIn({text, lines}: Node): string[] {
  return cellsOf(text).map((cell) => plain(lines[0]!.literal ? cell.replaceAll("\\n", "\n") : cell));
}

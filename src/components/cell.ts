import type {Child} from "./element.js";
import {commonDigits} from "./number.js";
import type {NumberFormat} from "./number.js";
import {status, statusRank} from "./status.js";
import type {Row} from "./table-state.js";
import {evidenceLink, rawText, sourceHref, text, time, value} from "./value.js";
import type {Cell, Evidence} from "./value.js";
import {verdict, verdictOrder} from "./verdict.js";
import type {Verdict} from "./verdict.js";

export type ColumnKind = "number" | "name" | "text" | "time" | "verdict" | "status";

/** One column. Without `kind`, a column whose cells are all numbers is `number`, and any other is `name`. */
export interface Column<R extends Row = Row> {
  key: string;
  label?: string;
  unit?: string;
  kind?: ColumnKind;
  align?: "left" | "right" | "center";
  /** Decimals; left out, the column's numbers share as many as four significant digits need. */
  digits?: number;
  format?: NumberFormat;
  signed?: boolean;
  /** Column that holds the evidence; left out, `<key>_evidence`, then `evidence`. Null: the cells have none. */
  evidence?: string | null;
  /** false: no sort button; otherwise the direction of the first click. */
  sort?: false | "ascending" | "descending";
  /** CSS width: "12rem". */
  width?: string;
  /** Address that a name leads to. */
  href?: (row: R) => string;
  /** Words for an empty cell's reason. */
  reason?: string;
  /** Monospaced names: paths, ids, commits. */
  mono?: boolean;
  /** What the head says on hover. */
  title?: string;
  /** The cell's content where no kind fits; data numbers in it still go through value(). */
  render?: (row: R) => Child;
}

export type ResolvedColumn<R extends Row = Row> = Column<R> & {
  kind: ColumnKind;
  label: string;
  /** Every cell fits on one line. */
  short: boolean;
};

const shortText = 28;

function isShort(rows: readonly Row[], key: string): boolean {
  return rows.every((row) => String(row[key] ?? "").length <= shortText);
}

function isNumeric(rows: readonly Row[], key: string): boolean {
  let numbers = 0;
  for (const row of rows) {
    const v = row[key];
    if (typeof v === "number" || typeof v === "bigint") numbers++;
    else if (v !== null && v !== undefined) return false;
  }
  return numbers > 0;
}

/** Fills in what a column leaves to its rows: kind, label and decimals. */
export function resolveColumn<R extends Row>(column: Column<R>, rows: readonly R[]): ResolvedColumn<R> {
  const kind = column.kind ?? (isNumeric(rows, column.key) ? "number" : "name");
  const label = column.label ?? column.key.replaceAll("_", " ");
  const short = kind !== "text" && !column.render && isShort(rows, column.key);
  if (kind !== "number" || column.digits !== undefined || (column.format ?? "auto") !== "auto") {
    return {...column, kind, label, short};
  }
  const numbers = rows.map((row) => row[column.key]).filter((v) => typeof v === "number");
  return {...column, kind, label, short, digits: commonDigits(numbers)};
}

/**
 * A column of which only the key is known: its cells lead to evidence of their own, numbers else to that of their row.
 */
export function bareColumn(key: string, rows: readonly Row[]): Column {
  return rows.some((row) => Object.hasOwn(row, `${key}_evidence`)) || isNumeric(rows, key)
    ? {key}
    : {key, evidence: null};
}

function placeCell({evidence}: Row): Child {
  return typeof evidence === "string" ? text(evidence, {mono: true, href: sourceHref(evidence)}) : null;
}

/**
 * Columns of rows nobody described: every key of the first row except evidence. Where no cell leads to evidence, the
 * place of the row is a column.
 */
export function columnsOf(rows: readonly Row[]): Column[] {
  const keys = Object.keys(rows[0] ?? {}).filter((key) => key !== "evidence" && !key.endsWith("_evidence"));
  const columns = keys.map((key) => bareColumn(key, rows));
  const placeless = columns.every(({evidence}) => evidence === null) && rows.some(({evidence}) => evidence);
  return placeless ? [...columns, {key: "evidence", label: "stands in", sort: false, render: placeCell}] : columns;
}

/** The evidence of a cell: of its own column, or of the whole row. */
export function evidenceOf(row: Row, column: Pick<Column, "key" | "evidence">): Evidence {
  if (column.evidence === null) return null;
  const own = column.evidence ?? `${column.key}_evidence`;
  const found = Object.hasOwn(row, own) ? row[own] : column.evidence ? null : row.evidence;
  return typeof found === "string" ? found : null;
}

/** Rank of cells whose order is not alphabetical. */
export function rankOf(kind: ColumnKind): ((cell: unknown) => number) | undefined {
  if (kind === "verdict") return (cell) => verdictOrder.indexOf(cell as Verdict);
  if (kind === "status") return statusRank;
  return undefined;
}

function linked(cell: Cell, evidence: Evidence, content: HTMLElement): HTMLElement {
  if (cell === null || cell === undefined || cell === "") return content;
  return evidence ? evidenceLink(evidence, rawText(cell), {}, content) : content;
}

/** The content of one cell. */
export function cellContent<R extends Row>(row: R, column: ResolvedColumn<R>): Child {
  if (column.render) return column.render(row);
  const raw = row[column.key];
  const cell = (raw instanceof Date ? raw.toISOString() : raw) as Cell;
  const evidence = evidenceOf(row, column);
  switch (column.kind) {
    case "number": {
      const {digits, format, signed, reason} = column;
      return value(cell, evidence, {digits, format, signed, reason});
    }
    case "name":
      return column.href
        ? text(cell, {mono: column.mono, href: column.href(row)})
        : linked(cell, evidence, text(cell, {mono: column.mono}));
    case "text":
      return linked(cell, evidence, text(cell, {mono: column.mono}));
    case "time":
      return linked(
        cell,
        evidence,
        time(raw instanceof Date ? raw : cell === undefined || cell === null ? null : String(cell))
      );
    case "verdict":
      return linked(cell, evidence, verdict(String(cell), {plain: true}));
    case "status":
      return status(cell as string, evidence, {raw: row[`${column.key}_raw`] as string | null});
  }
}

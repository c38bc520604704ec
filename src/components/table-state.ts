import {timeText} from "./value.js";

export type Row = Readonly<Record<string, unknown>>;

/** What of a table a reader has changed, and what the address of the page can keep. */
export interface TableState {
  /** Key of the sorted column; null is the order of the rows as given. */
  sort: string | null;
  descending: boolean;
  filter: string;
  /** Keys of the selected rows, in the order of the rows as given. */
  selected: readonly string[];
}

export const initialState: TableState = {sort: null, descending: false, filter: "", selected: []};

const collator = new Intl.Collator("en", {numeric: true, sensitivity: "base"});

function isMissing(v: unknown): boolean {
  return v === null || v === undefined || v === "" || (typeof v === "number" && Number.isNaN(v));
}

/** Orders two present cells: numbers and dates by size, the rest as text in which runs of digits count as numbers. */
function compareCells(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  return collator.compare(String(a), String(b));
}

/** Sorts a copy; missing cells come last in either direction and ties keep their order. */
export function sortRows<R extends Row>(
  rows: readonly R[],
  key: string,
  descending: boolean,
  rank?: (cell: unknown) => number
): R[] {
  const sign = descending ? -1 : 1;
  const compare = rank ? (a: unknown, b: unknown): number => rank(a) - rank(b) : compareCells;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[key], b[key]];
    const missing = Number(isMissing(x)) - Number(isMissing(y));
    return missing || (isMissing(x) ? 0 : sign * compare(x, y));
  });
}

function searchable(cell: unknown): string {
  if (cell instanceof Date || (typeof cell === "string" && /^\d{4}-\d\d-\d\d/.test(cell))) {
    return `${cell instanceof Date ? cell.toISOString() : cell} ${timeText(cell)?.replaceAll("\u00a0", " ") ?? ""}`;
  }
  return isMissing(cell) ? "" : String(cell);
}

/** Rows in which every word of the filter occurs in one of the columns, letter case apart. */
export function filterRows<R extends Row>(rows: readonly R[], keys: readonly string[], filter: string): readonly R[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = keys
      .map((key) => searchable(row[key]))
      .join("\n")
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What a click on a column's head makes of the sort: ascending, then descending, then the order as given. */
export function nextSort(state: TableState, key: string, first: "ascending" | "descending" = "ascending"): TableState {
  const startsDown = first === "descending";
  if (state.sort !== key) return {...state, sort: key, descending: startsDown};
  if (state.descending === startsDown) return {...state, descending: !startsDown};
  return {...state, sort: null, descending: false};
}

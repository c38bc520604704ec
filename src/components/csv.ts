import type {Row} from "./table-state.js";

/** Spreadsheets run cells that begin with these as formulas. */
const formula = /^[=+\-@\t\r]/;

/** One CSV field: numbers in full precision, text neutralised where a spreadsheet would run it, quoted where needed. */
export function csvCell(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return Object.is(cell, -0) ? "-0" : String(cell);
  if (typeof cell === "bigint" || typeof cell === "boolean") return String(cell);
  const text =
    cell instanceof Date ? cell.toISOString() : typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV (RFC 4180) with a head line, evidence columns included. @example csvText([{step: 1, loss: 0.5}]) */
export function csvText(rows: readonly Row[], keys: readonly string[] = Object.keys(rows[0] ?? {})): string {
  const lines = [keys, ...rows.map((row) => keys.map((key) => row[key]))];
  return lines.map((line) => line.map(csvCell).join(",") + "\r\n").join("");
}

/** A name of letters, digits and hyphens only, so that nothing from the data names a file. */
export function fileName(name: string, extension: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 80) || "figure"}.${extension}`;
}

import type {SqlValue} from "./record.ts";

/** A table or index as sqlite_master names it. */
export interface SchemaEntry {
  type: "table" | "index";
  name: string;
  /** The table of an index. */
  table: string;
  root: number;
  columns: string[];
  /** The column that is the rowid itself, whose stored value is null. */
  rowidColumn: string | null;
}

/** An entry that has pages; null for views, triggers and what is no row of sqlite_master. */
export function schemaEntry([type, name, table, root, sql]: SqlValue[]): SchemaEntry | null {
  if ((type !== "table" && type !== "index") || typeof name !== "string" || typeof root !== "number" || root < 1)
    return null;
  const definition = type === "table" && typeof sql === "string" ? sql : "";
  return {type, name, table: String(table), root, ...columnsOf(definition)};
}

/** Column names of a CREATE TABLE statement, in order. */
export function columnsOf(sql: string): {columns: string[]; rowidColumn: string | null} {
  const open = sql.indexOf("(");
  const parts = open < 0 ? [] : splitList(sql.slice(open + 1));
  const columns: string[] = [];
  const integers = new Set<string>();
  let rowidColumn: string | null = null;
  for (const part of parts) {
    const constraint =
      /^(?:CONSTRAINT\s+\S+\s+)?(?:PRIMARY\s+KEY\s*\(([^)]*)\)|UNIQUE\b|CHECK\b|FOREIGN\s+KEY\b|CONSTRAINT\b)/i.exec(
        part
      );
    if (constraint) {
      const key = unquoted((constraint[1] ?? "").trim());
      if (integers.has(key)) rowidColumn = key;
      continue;
    }
    const found = /^("(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|'[^']*'|[^\s(]+)\s*([\s\S]*)$/.exec(part);
    if (!found) continue;
    const name = unquoted(found[1]!);
    columns.push(name);
    if (/^INTEGER\b/i.test(found[2]!)) integers.add(name);
    if (/^INTEGER\b[\s\S]*\bPRIMARY\s+KEY\b/i.test(found[2]!)) rowidColumn = name;
  }
  return {columns, rowidColumn};
}

/** The parts of a list up to its closing bracket; commas in brackets and quotes do not part it. */
function splitList(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  let quote = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quote) {
      if (c === quote) quote = "";
    } else if (c === '"' || c === "'" || c === "`") quote = c;
    else if (c === "(") depth++;
    else if (c === ")" && depth-- === 0) return [...parts, text.slice(from, i).trim()];
    else if (c === "," && depth === 0) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  return [...parts, text.slice(from).trim()];
}

function unquoted(name: string): string {
  return /^["'`[]/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}

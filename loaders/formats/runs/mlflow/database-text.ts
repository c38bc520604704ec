import type {Source} from "../../../files/source.ts";
import type {Place} from "../../../rows.ts";
import {Database} from "../../sqlite/database.ts";
import {PageMap} from "../../sqlite/page-map.ts";
import {SqliteFault, type SqlValue} from "../../sqlite/record.ts";
import {namedValues} from "./database-facts.ts";

/** How a page is shown: each row of it as lines of "table rowid column: value". */
export function pageText(source: Source): (at: Pick<Place, "start">) => string {
  let read: {database: Database; map: PageMap} | null = null;
  return ({start}) => {
    try {
      if (!read) {
        const database = new Database(source);
        read = {database, map: new PageMap(database)};
      }
      return [...pageLines(read.map, Math.floor(start / read.database.header.pageSize) + 1)].join("\n");
    } catch (error) {
      if (error instanceof SqliteFault) return `not a page of rows: ${error.message}`;
      throw error;
    }
  };
}

function* pageLines(map: PageMap, page: number): Iterable<string> {
  const [role, table] = [map.role(page), map.owner(page)];
  if (role !== "leaf") return yield role === null ? `page ${page}: nothing leads to it` : `page ${page}: ${role}`;
  for (const {rowid, values, reason} of map.rowsOf(page)) {
    if (!values) yield `${table.name} ${rowid}: ${reason}`;
    for (const [column, value] of values ? namedValues(table, rowid, values) : [])
      yield `${table.name} ${rowid} ${column}: ${shown(column, value)}`;
  }
}

function shown(column: string, value: SqlValue): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return column === "is_nan" && value === 1 ? "1 (nan)" : String(value);
}

import {plainLine} from "./markup.ts";
import type {Reader} from "./reader.ts";
import {cellOf, hasColumns, saysMore} from "./table.ts";
import {verdictOf} from "./vocabulary.ts";

const name = /^(phase|sprint|stage)$/;
const status = /^(status|state|result)\b/;
const note = /^(notes?|progress|details?|comments?)\b/;

/** Rows of a table of phases or sprints with their outcome. */
export const readPhases: Reader = function* ({sections}) {
  for (const table of sections.flatMap(({tables}) => tables)) {
    if (!hasColumns(table, name, status)) continue;
    for (const row of table.rows) {
      const raw = cellOf(table, row, status);
      const values = {
        name: cellOf(table, row, name) ?? "",
        status: raw && verdictOf(raw),
        status_raw: raw && plainLine(raw)
      };
      const more = saysMore(table, row, [name, status, note]);
      yield {table: "phase", node: row.node, values: {...values, note: cellOf(table, row, note)}, more};
    }
  }
};

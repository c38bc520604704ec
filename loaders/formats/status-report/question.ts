import {timestampsIn} from "./dates.ts";
import {plainLine} from "./markup.ts";
import type {Fact, Reader} from "./reader.ts";
import {cellOf, hasColumns} from "./table.ts";

const stamp = /^timestamps?\b|^time\b/;
const blocker = /\bblocker\b|^question\b/;
const status = /^status\b/;

/** Rows of a table of outstanding questions, as events. */
export const readQuestions: Reader = function* ({sections}) {
  for (const table of sections.flatMap(({tables}) => tables)) {
    if (!hasColumns(table, stamp, blocker, status)) continue;
    for (const row of table.rows) {
      const cell = (title: RegExp) => plainLine(cellOf(table, row, title) ?? "");
      const attributes = {status: cell(status), step: cell(/\bstep\b|\bphase\b/), disposition: cell(/\bdisposition\b/)};
      yield {
        table: "event",
        node: row.node,
        values: {...timed(cell(stamp)), message: cell(blocker), ...eventOf(attributes, cell(stamp))}
      };
    }
  }
};

/** The first stamp of the cell; a cell that holds unexpanded shell text has no time. */
function timed(raw: string): Fact["values"] {
  const {utc, zoned} = timestampsIn(raw)[0]!;
  return {time: utc, time_raw: raw || null, zoned};
}

function eventOf(attributes: Record<string, string>, stamps: string): Fact["values"] {
  const times = timestampsIn(stamps).flatMap(({utc}) => (utc ? [utc] : []));
  return {run_id: null, kind: "outstanding question", attributes: {...attributes, times}};
}

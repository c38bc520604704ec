import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {csvRecords, type CsvOptions} from "../csv-records.ts";
import {numberInText} from "../json-number.ts";
import {parsed, rejected} from "../unit-line.ts";
import type {Reading} from "./case-book.ts";

/** A record's cells by the names of their columns. */
export type Cells = (column: string) => string;

/**
 * Every unit of a delimited file; `facts` tells the facts of a record, `fault` why a record cannot be read (expected,
 * found), if so.
 */
export function* tableRows(
  source: Source,
  options: CsvOptions,
  facts: (at: Place, cells: Cells, columns: string[]) => Iterable<FactRow>,
  fault: (cells: Cells) => string | null = () => null
): Iterable<Row> {
  let columns: string[] = [];
  for (const item of csvRecords(source, options)) {
    if ("table" in item) {
      yield item;
      continue;
    }
    if (item.kind === "header") columns = item.columns;
    const texts = item.kind === "record" ? item.cells : [];
    const cells: Cells = (column) => texts[columns.indexOf(column)] ?? "";
    const why = item.kind === "record" ? fault(cells) : null;
    if (why !== null) {
      yield rejected(item.at, why, texts.join(options.delimiter ?? ","));
      continue;
    }
    yield parsed(item.at);
    yield* item.repairs;
    if (item.kind === "record") yield* facts(item.at, cells, columns);
  }
}

/** The number that a cell holds, with or without thousands separators; undefined for anything else. */
export function readingIn(cell: string): Reading | undefined {
  const text = cell.trim();
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text);
  const found = numberInText(grouped ? text.replaceAll(",", "") : text);
  return found ? {value: found.value, raw: grouped ? text : found.raw} : undefined;
}

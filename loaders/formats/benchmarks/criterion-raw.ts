import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {CaseBook, type CaseColumns} from "./case-book.ts";
import {criterionColumns} from "./criterion-path.ts";
import {readingIn, tableRows, type Cells} from "./csv-table.ts";

const header =
  /^\ufeff?group,function,value,(throughput_num,throughput_type,)?sample_(time_nanos|measured_value,unit),iteration_count$/;

/** `raw.csv` of Criterion.rs: total time and iterations of each sample. */
export const criterionRaw: Format = {
  name: "criterion-raw",
  title: "Criterion.rs raw samples",
  unit: "record",
  detect(_path: string, head: Head): number {
    return header.test(head.lines[0] ?? "") ? 0.97 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const book = new CaseBook(source.sourceId);
    const rows = (at: Place, cells: Cells) => facts(book, at, cells, source.path);
    yield* tableRows(source, {delimiter: ",", whole: true}, rows, faultOf);
  }
};

function* facts(book: CaseBook, at: Place, cells: Cells, path: string): Iterable<FactRow> {
  const columns = columnsOf(cells, path);
  const {found, rows} = book.find(columns.case, at, columns);
  yield* rows;
  yield found.sample(at, readingIn(timeOf(cells))!, readingIn(cells("iteration_count"))!.value);
}

function timeOf(cells: Cells): string {
  return cells("sample_time_nanos") || cells("sample_measured_value");
}

function faultOf(cells: Cells): string | null {
  if (!readingIn(timeOf(cells))) return `expected the time of a sample, found ${JSON.stringify(timeOf(cells))}`;
  const count = cells("iteration_count");
  return /^[1-9]\d{0,14}$/.test(count) ? null : `expected a count of iterations, found ${JSON.stringify(count)}`;
}

function columnsOf(cells: Cells, path: string): CaseColumns {
  const columns = criterionColumns(path);
  const names = ["group", "function"].map(cells).filter((name) => name !== "");
  const value = cells("value");
  return {
    ...columns,
    case: [...names, ...(value === "" ? [] : [value])].join("/"),
    op: names.at(-1) ?? columns.op,
    axes: value === "" ? columns.axes : {...columns.axes, value},
    unit_name: cells("unit") || "ns",
    suite: cells("group") || null
  };
}

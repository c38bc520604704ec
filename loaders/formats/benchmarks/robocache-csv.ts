import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {CaseBook} from "./case-book.ts";
import {readingIn, tableRows, type Cells} from "./csv-table.ts";

const header = /^\ufeff?suite,operation,implementation,device,dtype,([a-z_]+,)*p50_mean,([a-z0-9_]+,)*p99_mean(,|$)/;
const identity = new Set(["suite", "operation", "implementation", "device", "dtype"]);
const statistic = /^(p50|p99)_|^variance_pct$|^seeds$|^repeats_per_seed$/;

/** Summary table of RoboCache benchmarks: percentiles over seeds per operation and implementation; no unit is stated. */
export const robocacheCsv: Format = {
  name: "robocache-csv",
  title: "RoboCache benchmark table",
  unit: "record",
  detect(_path: string, head: Head): number {
    return header.test(head.lines[0] ?? "") ? 0.97 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const book = new CaseBook(source.sourceId);
    yield* tableRows(source, {delimiter: ",", whole: true}, (at, cells, columns) => facts(book, at, cells, columns));
  }
};

function* facts(book: CaseBook, at: Place, cells: Cells, columns: string[]): Iterable<FactRow> {
  const axes = columns.filter((name) => !identity.has(name) && !statistic.test(name));
  const {found, rows} = book.open(at, {
    case: cells("operation"),
    op: cells("operation"),
    axes: Object.fromEntries(axes.map((name) => [name, readingIn(cells(name))?.value ?? cells(name)])),
    quantity: "latency",
    backend: cells("implementation") || null,
    device: cells("device") || null,
    dtype: cells("dtype") || null,
    suite: cells("suite") || null
  });
  yield* rows;
  for (const name of columns) {
    const reading = statistic.test(name) ? readingIn(cells(name)) : undefined;
    if (reading) yield found.statistic(at, name, reading, name === "variance_pct" ? "%" : null);
  }
}

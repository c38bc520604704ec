import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {CaseBook, type CaseColumns} from "./case-book.ts";
import {readingIn, tableRows, type Cells} from "./csv-table.ts";

const header = /^\ufeff?"ID","Process ID","Process Name","Host Name","Kernel Name",/;
/** Columns that say which launch a row is of; in the wide layout every other column is a metric. */
const launch = new Set(
  ["ID", "Process ID", "Process Name", "Host Name", "Kernel Name", "Kernel Time", "Context", "Stream"].concat(
    ["Block Size", "Grid Size", "Device", "CC", "Section Name", "Metric Name", "Metric Unit", "Metric Value"],
    ["Rule Name", "Rule Type", "Rule Description", "Estimated Speedup Type", "Estimated Speedup"]
  )
);

/** CSV of Nsight Compute: kernel launches with their metrics, one metric per record or one launch per record. */
export const ncuCsv: Format = {
  name: "ncu-csv",
  title: "Nsight Compute CSV",
  unit: "record",
  detect(_path: string, head: Head): number {
    return head.lines.some((line) => header.test(line)) ? 0.97 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const book = new CaseBook(source.sourceId);
    let units: Cells = () => "";
    const preamble = (text: string) =>
      header.test(text) ? ("header" as const) : {rule: "profiler and program output before the header"};
    yield* tableRows(source, {delimiter: ",", whole: true, preamble}, function* (at, cells, columns) {
      if (columns.includes("Metric Name")) return yield* longFacts(book, at, cells);
      if (cells("ID") === "") return void (units = cells);
      yield* wideFacts(book, at, cells, columns, units);
    });
  }
};

function* longFacts(book: CaseBook, at: Place, cells: Cells): Iterable<FactRow> {
  if (cells("Metric Name") === "") return;
  const columns = {...launchColumns(cells), quantity: cells("Metric Name"), unit_name: cells("Metric Unit") || null};
  yield* metricFacts(book, at, columns, cells("Metric Value"));
}

function* wideFacts(book: CaseBook, at: Place, cells: Cells, columns: string[], units: Cells): Iterable<FactRow> {
  for (const name of columns)
    if (!launch.has(name) && cells(name) !== "")
      yield* metricFacts(
        book,
        at,
        {...launchColumns(cells), quantity: name, unit_name: units(name) || null},
        cells(name)
      );
}

function* metricFacts(book: CaseBook, at: Place, columns: CaseColumns, cell: string): Iterable<FactRow> {
  const reading = readingIn(cell);
  const reason = `expected a number, found ${JSON.stringify(cell.slice(0, 80))}`;
  const {found, rows} = book.open(at, reading ? columns : {...columns, state: "unmeasured", reason});
  yield* rows;
  if (reading) yield found.sample(at, reading);
}

/** The launch that a row is of; the same kernel launched again is another case. */
function launchColumns(cells: Cells): CaseColumns {
  const axes: Record<string, Scalar> = {launch: cells("ID"), block: cells("Block Size"), grid: cells("Grid Size")};
  const [device, capability] = [cells("Device"), cells("CC")];
  return {
    case: `${cells("Kernel Name")} #${cells("ID")}`,
    op: cells("Kernel Name"),
    axes: Object.fromEntries(Object.entries(axes).filter(([, value]) => value !== "")),
    quantity: "",
    timed: "kernel",
    tool: "ncu",
    suite: cells("Section Name") || null,
    device: device === "" ? null : `device ${device}${capability === "" ? "" : `, compute capability ${capability}`}`,
    environment: JSON.stringify(
      Object.fromEntries(
        ["Process ID", "Process Name", "Host Name", "Context", "Stream"].flatMap((name) =>
          cells(name) === "" ? [] : [[name, cells(name)]]
        )
      )
    )
  };
}

import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import {csvRecords, type CsvOptions} from "../csv-records.ts";
import {StepLog, type StepLogOptions} from "../run-log/step-log.ts";
import {parsed} from "../unit-line.ts";
import {StepTable, type StepTablePlan} from "./step-table.ts";

/** The rows of a delimited file that is one table of steps; `plan` says what its columns are. */
export function* stepCsvRows(
  source: Source,
  plan: (columns: string[]) => StepTablePlan,
  options: StepLogOptions & CsvOptions = {}
): Iterable<Row> {
  const log = new StepLog(source, options);
  let table: StepTable | null = null;
  for (const item of csvRecords(source, options)) {
    if ("table" in item) yield item;
    else if (item.kind === "record") yield* table!.record(item);
    else {
      yield parsed(item.at);
      yield* item.repairs;
      if (item.kind === "header") table ??= new StepTable(log, item.columns, plan(item.columns));
    }
  }
  yield* log.finish();
}

/** The first of these columns that is there, in any case; null where none is. */
export function firstOf(columns: string[], names: string[]): string | null {
  for (const name of names) {
    const found = columns.find((column) => column.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return null;
}

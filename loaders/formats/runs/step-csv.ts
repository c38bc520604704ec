import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import {csvRecords, resumedTable, type CsvOptions} from "../csv-records.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog, type StepLogOptions} from "../run-log/step-log.ts";
import {parsed} from "../unit-line.ts";
import {StepTable, type StepTablePlan, type StepTableState} from "./step-table.ts";

interface StepCsvState {
  log: RunBookState;
  table: StepTableState | undefined;
}

/** The rows of a delimited file that is one table of steps; `plan` says what its columns are. */
export function* stepCsvRows(
  source: Source,
  plan: (columns: string[]) => StepTablePlan,
  options: StepLogOptions & Omit<CsvOptions, "state"> = {}
): Iterable<Row> {
  const resumed = resumedTable(options.resumption);
  const before = resumed?.own as StepCsvState | undefined;
  const log = new StepLog(source, options, before?.log);
  const tableOf = (columns: string[]): StepTable => new StepTable(log, columns, plan(columns), before?.table);
  let table = resumed && tableOf(resumed.columns);
  const state = (): StepCsvState => ({log: log.state(), table: table?.state()});
  for (const item of csvRecords(source, {...options, state})) {
    if ("table" in item) yield item;
    else if (item.kind === "record") yield* table!.record(item);
    else {
      yield parsed(item.at);
      yield* item.repairs;
      if (item.kind === "header") table ??= tableOf(item.columns);
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

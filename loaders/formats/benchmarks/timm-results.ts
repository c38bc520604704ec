import type {Source} from "../../files/source.ts";
import type {FactRow, Row} from "../../rows.ts";
import {cellMeasurement, cellNumber} from "../csv-cell.ts";
import {csvRecords, type CsvRecord} from "../csv-records.ts";
import type {Format, Head} from "../format.ts";
import {nonFiniteName} from "../json-tokens.ts";
import {StepLog} from "../run-log/step-log.ts";
import {csvSample, hasColumns, type CsvSample} from "../runs/csv-sample.ts";
import {parsed} from "../unit-line.ts";

const timed = /^(infer|train)_samples_per_sec$/;
const measured = /^(top\d+(_err|_diff)?|rank_diff)$/;

/**
 * Result tables of timm, one row per model. A row with <op>_samples_per_sec is a benchmark: its case is the model, the
 * columns of that operation and the model's size are its statistics, named as in the file. A row with top1 and top5 is an evaluation: the
 * model is the run, accuracies and errors are metrics without a step, everything else its parameters.
 */
export const timmResults: Format = {
  name: "timm-results",
  title: "timm results",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    if (!sample || sample.columns[0] !== "model") return 0;
    return isTimed(sample) || hasColumns(sample, "top1", "top5", "param_count", "img_size") ? 0.95 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const log = new StepLog(source);
    let table: (record: CsvRecord) => Iterable<FactRow> = () => [];
    for (const item of csvRecords(source, {whole: true})) {
      if ("table" in item) {
        yield item;
        continue;
      }
      yield parsed(item.at);
      yield* item.repairs;
      if (item.kind === "record") yield* table(item);
      else if (item.kind === "header")
        table = item.columns.some((name) => timed.test(name))
          ? benchmarks(source, item.columns)
          : evaluations(log, item.columns);
    }
    yield* log.finish();
  }
};

function isTimed({columns}: CsvSample): boolean {
  return columns.some((name) => timed.test(name)) && columns.includes("param_count");
}

/** One benchmark for each operation of a row; a model that failed has no rate. */
function benchmarks({sourceId}: Source, columns: string[]): (record: CsvRecord) => Iterable<FactRow> {
  const ops = columns.flatMap((name) => timed.exec(name)?.[1] ?? []);
  let cases = 0;
  return function* ({at, cells}: CsvRecord) {
    const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
    for (const op of ops) {
      const case_id = `${sourceId}.${++cases}`;
      const axes = ["img_size", "batch_size"].flatMap((name) => {
        const number = cellNumber(cell(`${op}_${name}`));
        return number && Number.isFinite(number.value) ? [[name, number.value] as const] : [];
      });
      const values = {
        case_id,
        case: cell("model"),
        op,
        axes: JSON.stringify(Object.fromEntries(axes)),
        quantity: `${op}_samples_per_sec`,
        unit_name: "samples/s",
        tool: "timm",
        ...(cellNumber(cell(`${op}_samples_per_sec`)) ? {} : unmeasured(op))
      };
      yield {table: "benchmark", at, values};
      for (const [i, column] of columns.entries()) {
        if (ops.some((other) => other !== op && column.startsWith(`${other}_`))) continue;
        const found = cellNumber(cells[i]!);
        if (found && column !== "model") yield statistic(at, case_id, column, found);
      }
    }
  };
}

function unmeasured(op: string): {state: string; reason: string} {
  return {state: "unmeasured", reason: `expected ${op}_samples_per_sec, found none`};
}

function statistic(
  at: CsvRecord["at"],
  case_id: string,
  name: string,
  {value, value_raw}: {value: number; value_raw: string | null}
): FactRow {
  const nonfinite = nonFiniteName(value);
  const unit_name = timed.test(name) ? "samples/s" : null;
  return {
    table: "statistic",
    at,
    values: {case_id, name, value: nonfinite ? null : value, value_raw, nonfinite, unit_name}
  };
}

function evaluations(log: StepLog, columns: string[]): (record: CsvRecord) => Iterable<FactRow> {
  const model = columns.indexOf("model");
  return function* ({at, cells}: CsvRecord) {
    const logged = cells[model]?.trim() || null;
    const measurements = columns.flatMap((column, i) => {
      const found = measured.test(column) ? cellMeasurement({name: column, split: null, raw: null}, cells[i]!) : null;
      return found ? [found] : [];
    });
    yield* log.step(at, {split: null, step: null, epoch: null, time: undefined, logged, measurements});
    for (const [i, key] of columns.entries())
      if (i !== model && !measured.test(key) && cells[i] !== "")
        yield* log.tell(at, "param", {key, value: cells[i]!, type: cellNumber(cells[i]!) ? "number" : "string"});
  };
}

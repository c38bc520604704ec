import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import {cellMeasurement, cellNumber} from "../csv-cell.ts";
import {csvRecords, resumedTable, type CsvRecord} from "../csv-records.ts";
import type {Format, Head} from "../format.ts";
import {metricName, type MetricName} from "../run-log/metric-name.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog} from "../run-log/step-log.ts";
import type {Resumption} from "../resumption.ts";
import {parsed, rejected} from "../unit-line.ts";
import {csvSample} from "./csv-sample.ts";
import {firstOf} from "./step-csv.ts";

const steps = ["step", "_step", "global_step", "trainer/global_step", "epoch"];
const series = /^(.+) - (.+?)(__(?:MIN|MAX))?$/;

/**
 * A chart exported from Weights & Biases (or trackio): one column Step, then for every run "<run> - <metric>" with its
 * least and greatest value within a point, __MIN and __MAX. Each run named in the columns is a run of the file.
 */
export const trackioCsv: Format = {
  name: "trackio-csv",
  title: "exported chart of Weights & Biases or trackio",
  unit: "record",
  detect(_path: string, head: Head): number {
    const [first, ...others] = csvSample(head)?.columns ?? [];
    if (first === undefined || !steps.includes(first.toLowerCase()) || others.length === 0) return 0;
    const bounded = others.filter((name) => others.includes(`${name}__MIN`) && others.includes(`${name}__MAX`));
    return bounded.length > 0 && others.every((name) => series.test(name)) ? 0.95 : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const resumed = resumedTable(resumption);
    const log = new StepLog(source, {}, resumed?.own as RunBookState | undefined);
    let table = tableOf(resumed?.columns ?? []);
    for (const item of csvRecords(source, {resumption, state: () => log.state()})) {
      if ("table" in item) yield item;
      else if (item.kind === "record") yield* record(log, table, item);
      else {
        yield parsed(item.at);
        yield* item.repairs;
        if (item.kind === "header") table = tableOf(item.columns);
      }
    }
    yield* log.finish();
  }
};

interface Column {
  run: string | null;
  name: MetricName;
}

/** The place of the step's column, and what the others measure. */
interface Table {
  step: number;
  columns: (Column | null)[];
}

function tableOf(names: string[]): Table {
  const step = names.indexOf(firstOf(names, steps) ?? "");
  return {step, columns: names.map((name, i) => (i === step ? null : columnOf(name)))};
}

function columnOf(column: string): Column {
  const [, run, metric, bound = ""] = series.exec(column) ?? [];
  if (run === undefined || metric === undefined) return {run: null, name: metricName(column)};
  const {name, split} = metricName(metric);
  return {run, name: {name: name + bound, split, raw: column}};
}

function* record(log: StepLog, {step, columns}: Table, {at, cells, text, repairs}: CsvRecord): Iterable<Row> {
  const number = cellNumber(cells[step] ?? "")?.value ?? NaN;
  if (!Number.isFinite(number))
    return yield rejected(
      at,
      `expected a number as step, found ${JSON.stringify((cells[step] ?? "").slice(0, 80))}`,
      text
    );
  yield parsed(at);
  yield* repairs;
  for (const run of new Set(columns.map((column) => column?.run))) {
    if (run === undefined) continue;
    const measurements = columns.flatMap((column, i) => {
      const found = column?.run === run ? cellMeasurement(column.name, cells[i]!) : null;
      return found ? [found] : [];
    });
    if (measurements.length > 0)
      yield* log.step(at, {split: null, step: number, epoch: null, time: undefined, logged: run, measurements});
  }
}

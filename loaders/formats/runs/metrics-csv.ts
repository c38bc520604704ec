import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import {cellNumber} from "../csv-cell.ts";
import type {Format, Head} from "../format.ts";
import {runKeys, splitKeys, stepKeys, timeKeys} from "../training-ndjson/names.ts";
import type {Resumption} from "../resumption.ts";
import {csvSample, type CsvSample} from "./csv-sample.ts";
import {firstOf, stepCsvRows} from "./step-csv.ts";
import {timeOf, type StepTablePlan} from "./step-table.ts";

const times = [...timeKeys, "wall time", "walltime", "datetime", "date_time", "date", "created_at"];
const runs = [...runKeys, "run", "run_name"];
/** Columns of the tables that MLflow exports: runs side by side, or points in long form. */
const exported = /^(run id|source type|source name|lifecycle_stage|artifact_uri|(metrics|params|tags)\..+)$/i;

/**
 * Any CSV, TSV or semicolon table with a step column (step, global_step, iteration, iter, epoch … in any case) that
 * counts upwards. Other numbers are metrics; a column of times, of run names or of splits is taken as such.
 */
export const metricsCsv: Format = {
  name: "metrics-csv",
  title: "table of training metrics",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    if (!sample || sample.rows.length === 0 || sample.columns.some((name) => exported.test(name))) return 0;
    if (isLong(sample.columns)) return 0;
    const {step} = planOf(sample.columns);
    return step !== null && counts(sample, step) && measures(sample, step) ? 0.6 : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    return stepCsvRows(source, planOf, {resumption});
  }
};

function planOf(columns: string[]): StepTablePlan {
  const epoch = firstOf(columns, ["epoch"]);
  const step = firstOf(columns, stepKeys) ?? epoch;
  return {step, epoch, time: firstOf(columns, times), run: firstOf(columns, runs), split: firstOf(columns, splitKeys)};
}

/** Names in one column and values in another: another kind of table. */
function isLong(columns: string[]): boolean {
  return firstOf(columns, ["value"]) !== null && firstOf(columns, ["key", "metric", "tag", "name"]) !== null;
}

/** Four of five steps are numbers from 0, and two of three do not fall below the one before. */
function counts({columns, rows}: CsvSample, step: string): boolean {
  const i = columns.indexOf(step);
  const found = rows
    .map((row) => cellNumber(row[i]!)?.value ?? NaN)
    .filter((value) => value >= 0 && Number.isFinite(value));
  const rising = found.filter((value, k) => k === 0 || value >= found[k - 1]!);
  return found.length >= rows.length * 0.8 && rising.length >= (found.length * 2) / 3;
}

function measures({columns, rows}: CsvSample, step: string): boolean {
  const places = new Set([step, firstOf(columns, ["epoch"])]);
  return columns.some(
    (name, i) =>
      !places.has(name) &&
      rows.some((row) => cellNumber(row[i]!) !== null && !(firstOf([name], times) && timeOf(row[i]!)))
  );
}

import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {folderOf} from "../run-log/part-of.ts";
import type {Resumption} from "../resumption.ts";
import {csvSample, hasColumns, type CsvSample} from "./csv-sample.ts";
import {stepCsvRows} from "./step-csv.ts";

/**
 * The metrics.csv of Lightning's CSVLogger, part of its version_N folder beside hparams.yaml. Rows are sparse: training
 * and validation rows alternate and leave each other's cells empty; an empty cell is no value, nan is one.
 */
export const lightningMetrics: Format = {
  name: "lightning-metrics",
  title: "Lightning metrics table",
  unit: "record",
  detect(path: string, head: Head): number {
    const sample = csvSample(head);
    if (!sample || sample.delimiter !== "," || !hasColumns(sample, "step", "epoch") || sample.columns.length < 3)
      return 0;
    if (/(^|\/)metrics\.csv$/.test(path)) return 0.9;
    return alternates(sample) ? 0.8 : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    return stepCsvRows(source, () => ({step: "step", epoch: "epoch"}), {partOf: folderOf(source.path), resumption});
  }
};

/** Two rows where each fills a cell that the other leaves empty, and no row without both step and epoch. */
function alternates({columns, rows}: CsvSample): boolean {
  const places = ["step", "epoch"].map((name) => columns.indexOf(name));
  if (!rows.every((row) => places.every((i) => /^\d+$/.test(row[i]!)))) return false;
  const filled = rows.map((row) => row.map((cell, i) => !places.includes(i) && cell !== ""));
  const lone = columns.map((_, i) =>
    filled.findIndex((cells) => cells[i] && cells.filter(Boolean).length < columns.length - 2)
  );
  return columns.some((_, a) =>
    columns.some((_, b) => lone[a]! >= 0 && lone[b]! >= 0 && !filled[lone[a]!]![b] && !filled[lone[b]!]![a])
  );
}

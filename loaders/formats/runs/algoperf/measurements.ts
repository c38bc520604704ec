import type {Source} from "../../../files/source.ts";
import type {Row} from "../../../rows.ts";
import type {Format, Head} from "../../format.ts";
import {folderOf} from "../../run-log/part-of.ts";
import type {Resumption} from "../../resumption.ts";
import {csvSample, hasColumns} from "../csv-sample.ts";
import {stepCsvRows} from "../step-csv.ts";

/**
 * measurements.csv and eval_measurements.csv of an AlgoPerf trial. The first also holds the rows of the second, between
 * training rows that leave most cells empty; its last digits may differ, since it went through another writer. Both
 * are part of the trial's folder.
 */
export const algoperfMeasurements: Format = {
  name: "algoperf-measurements",
  title: "AlgoPerf measurements",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    const marks = ["global_step", "accumulated_submission_time", "accumulated_eval_time", "score", "total_duration"];
    return sample && hasColumns(sample, ...marks) ? 0.97 : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    return stepCsvRows(source, () => ({step: "global_step"}), {partOf: folderOf(source.path), resumption});
  }
};

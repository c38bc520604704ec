import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {folderOf} from "../run-log/part-of.ts";
import type {Resumption} from "../resumption.ts";
import {csvSample, hasColumns} from "./csv-sample.ts";
import {stepCsvRows} from "./step-csv.ts";

/**
 * Ray Tune's progress.csv: one row per training iteration of a trial, the flat twin of the result.json beside it (both
 * are part of the trial's folder). Columns config/… or one column config are parameters; cells that hold JSON or
 * Python dicts (info) are kept as fields.
 */
export const rayProgress: Format = {
  name: "ray-progress",
  title: "Ray Tune progress table",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    if (!sample || !hasColumns(sample, "training_iteration", "time_total_s")) return 0;
    const marks = [
      "experiment_id",
      "trial_id",
      "node_ip",
      "hostname",
      "pid",
      "time_this_iter_s",
      "iterations_since_restore"
    ];
    return marks.filter((name) => hasColumns(sample, name)).length >= 3 ? 0.97 : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const plan = {step: "training_iteration", time: "timestamp", done: "done"};
    return stepCsvRows(source, () => plan, {partOf: folderOf(source.path), resumption});
  }
};

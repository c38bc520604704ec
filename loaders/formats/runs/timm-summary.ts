import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {folderOf} from "../run-log/part-of.ts";
import type {Resumption} from "../resumption.ts";
import {csvSample, hasColumns} from "./csv-sample.ts";
import {stepCsvRows} from "./step-csv.ts";

/**
 * The summary.csv of timm's training script: one row per epoch, columns train_… and eval_…, part of the folder that
 * holds args.yaml and the checkpoints. NOTE: no real file was seen; the fixtures are written after timm's source.
 */
export const timmSummary: Format = {
  name: "timm-summary",
  title: "timm training summary",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    if (!sample || sample.columns[0] !== "epoch" || !hasColumns(sample, "train_loss")) return 0;
    const others = sample.columns.slice(1).filter((name) => name !== "lr");
    return others.some((name) => name.startsWith("eval_")) && others.every((name) => /^(train|eval)_\w+$/.test(name))
      ? 0.9
      : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    return stepCsvRows(source, () => ({step: "epoch", epoch: "epoch"}), {partOf: folderOf(source.path), resumption});
  }
};

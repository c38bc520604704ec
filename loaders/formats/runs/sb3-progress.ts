import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import type {Resumption} from "../resumption.ts";
import {csvSample, hasColumns} from "./csv-sample.ts";
import {stepCsvRows} from "./step-csv.ts";

/**
 * Stable-Baselines3's progress.csv: columns time/…, rollout/…, train/…, eval/… with the number of environment steps in
 * time/total_timesteps. A column that appears later leaves empty cells in the rows above it.
 */
export const sb3Progress: Format = {
  name: "sb3-progress",
  title: "Stable-Baselines3 progress table",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    if (!sample || !hasColumns(sample, "time/total_timesteps")) return 0;
    const others = sample.columns.filter((name) => name !== "time/total_timesteps");
    return others.some((name) => /^(time|rollout|train|eval)\//.test(name)) ? 0.95 : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    return stepCsvRows(source, () => ({step: "time/total_timesteps"}), {resumption});
  }
};

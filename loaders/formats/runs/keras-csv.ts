import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import {cellNumber} from "../csv-cell.ts";
import type {Format, Head} from "../format.ts";
import {metricName, type MetricName} from "../run-log/metric-name.ts";
import type {Resumption} from "../resumption.ts";
import {csvSample} from "./csv-sample.ts";
import {stepCsvRows} from "./step-csv.ts";

const rates = /^(lr|learning_rate)$/;

/**
 * The file of Keras' CSVLogger: epoch first, then the training metrics in alphabetical order, those of the validation
 * data with the prefix val_. Columns without it are of the training data, the learning rate of neither. A file
 * without validation has no mark of Keras and is a plain table of metrics. A value that
 * Keras writes as NA is kept as text. NOTE: no real file was seen; the fixtures are written after Keras' source.
 */
export const kerasCsv: Format = {
  name: "keras-csv",
  title: "Keras CSVLogger table",
  unit: "record",
  detect(_path: string, head: Head): number {
    const sample = csvSample(head);
    const [epoch, ...names] = sample?.columns ?? [];
    if (epoch !== "epoch" || !names.includes("loss") || names.some((name) => /[^\w]/.test(name))) return 0;
    const own = names.filter((name) => !name.startsWith("val_"));
    const validated = names.filter((name) => name.startsWith("val_"));
    const sorted = own.every((name, i) => i === 0 || own[i - 1]! <= name);
    const paired = validated.length > 0 && validated.every((name) => own.includes(name.slice("val_".length)));
    const counted = sample!.rows.every(([cell]) => /^\d+$/.test(cell!));
    const measured = sample!.rows.every((row) => row.every((cell) => cell === "NA" || cellNumber(cell) !== null));
    return sorted && paired && counted && measured ? 0.85 : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    return stepCsvRows(source, () => ({step: "epoch", epoch: "epoch", name: kerasName}), {resumption});
  }
};

function kerasName(column: string): MetricName {
  const name = metricName(column);
  return name.split === null && !rates.test(column) ? {...name, split: "train"} : name;
}

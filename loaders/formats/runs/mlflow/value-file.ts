import type {Source} from "../../../files/source.ts";
import type {Place, Row} from "../../../rows.ts";
import type {Format, Head} from "../../format.ts";
import {StepLog} from "../../run-log/step-log.ts";
import type {TrainingRun} from "../../run-log/training-run.ts";
import {parsed, rejected, repair} from "../../unit-line.ts";
import {mendUtf8} from "../../utf8.ts";
import {paramRows, tagRows} from "./run-facts.ts";
import {runPath} from "./run-path.ts";

/** MLflow keeps parameters below 10 kB and tags below 64 kB. */
const maxBytes = 1024 * 1024;

/** params/NAME of an MLflow run. Bare text: only the folder says what it is, and anything more specific goes first. */
export const mlflowParam: Format = {
  name: "mlflow-param",
  title: "MLflow parameter",
  unit: "node",
  byFolder: true,
  detect(path: string, head: Head): number {
    const at = runPath(path, "params");
    return at && isText(head) ? (at.certain ? 0.7 : 0.5) : 0;
  },
  parse: (source: Source) => valueRows(source, "params", paramRows)
};

/** tags/NAME of an MLflow run. Names that begin with "mlflow." are its own. */
export const mlflowTag: Format = {
  name: "mlflow-tag",
  title: "MLflow tag",
  unit: "node",
  byFolder: true,
  detect(path: string, head: Head): number {
    const at = runPath(path, "tags");
    if (!at || !isText(head)) return 0;
    return at.certain && at.name.startsWith("mlflow.") ? 0.9 : at.certain ? 0.7 : 0.5;
  },
  parse: (source: Source) => valueRows(source, "tags", tagRows)
};

function isText({bytes, text}: Head): boolean {
  return bytes.length < 64 * 1024 && !bytes.includes(0) && text.trim() !== "";
}

type Facts = (log: StepLog, run: TrainingRun, at: Place, key: string, value: string) => Iterable<Row>;

function* valueRows(source: Source, kind: "params" | "tags", facts: Facts): Iterable<Row> {
  const at = {unit: 1, line: 1, start: 0, end: source.bytes};
  if (source.bytes === 0) return;
  if (source.bytes > maxBytes)
    return yield rejected(at, `value of ${source.bytes} bytes is longer than ${maxBytes / 2 ** 20} MiB`, "");
  const {folder, name} = runPath(source.path, kind) ?? {folder: source.path, name: source.path};
  const {bytes, mended} = mendUtf8(source.read(maxBytes));
  yield parsed(at);
  if (mended > 0) yield repair(at, "invalid UTF-8", `${mended} bytes that are not UTF-8`, "?");
  const log = new StepLog(source, {partOf: folder, name: folder});
  yield* facts(log, log.run(at), at, name, bytes.toString("utf8").replace(/\r?\n$/, ""));
  yield* log.finish();
}

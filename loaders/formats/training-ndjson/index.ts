import type {Source} from "../../files/source.ts";
import type {Row, ScannedRow} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {objectLines, stateOf} from "../json-lines.ts";
import type {LineScanner} from "../line-scanner.ts";
import type {Resumption} from "../resumption.ts";
import {sampleObjects} from "../sample.ts";
import {claimOf, generic, type Dialect} from "./dialect.ts";
import {dialects} from "./dialects.ts";
import {rowKind} from "./row-kind.ts";
import {StepPatterns} from "./step-patterns.ts";
import {TrainingLog, type TrainingLogState} from "./training-log.ts";

/** Training logs of loggers that are known by their keys. */
export const trainingDialects: Format[] = dialects.map((dialect) => ({
  ...formatOf(dialect),
  detect: (_path: string, head: Head) => claimOf(dialect, sampleObjects(head))
}));

/** Training and evaluation metrics, one object per line: long, wide, or both, with descriptions in between. */
export const trainingNdjson: Format = {
  ...formatOf(generic),
  detect(path: string, head: Head): number {
    const {objects, lines, single} = sampleObjects(head);
    const kinds = objects.map(rowKind);
    const steps = kinds.filter((kind) => kind === "long" || kind === "wide").length;
    const ours = kinds.filter((kind) => kind !== "event").length;
    if (single && path.endsWith(".json") && kinds[0] !== "long") return 0;
    const announced = objects.some((json) => json.leaf("run_id") && json.leaf("type"));
    if (steps === 0 && !(announced && ours > 0)) return 0;
    return ours / lines < 0.2 ? 0 : 0.5 + 0.45 * (ours / lines);
  }
};

function formatOf(dialect: Dialect): Omit<Format, "detect"> {
  const rows = (source: Source, resumption?: Resumption, scanner?: LineScanner): Iterable<ScannedRow> =>
    trainingRows(dialect, source, resumption, scanner);
  return {
    name: dialect.name,
    title: dialect.title,
    unit: "line",
    parse: (source, resumption) => rows(source, resumption) as Iterable<Row>,
    ...(dialect === generic && {scan: rows})
  };
}

/** Without a scanner no line is taken, and every row is a Row. */
function* trainingRows(
  dialect: Dialect,
  source: Source,
  resumption?: Resumption,
  scanner?: LineScanner
): Iterable<ScannedRow> {
  const log = new TrainingLog(source, dialect, stateOf(resumption) as TrainingLogState | undefined);
  const scan = scanner && {scanner, learner: new StepPatterns(log, scanner)};
  for (const line of objectLines(source, {resumption, state: () => log.state(), scan})) {
    if ("table" in line) yield line;
    else yield* log.line(line);
  }
  yield* log.finish();
}

import type {Source} from "../files/source.ts";
import type {FactRow, Place, Row, ScannedRow} from "../rows.ts";
import {artifactRow, sha256Of} from "./artifact.ts";
import {capturedError} from "./captured-error.ts";
import {eventRow, isInventory, kindKeys, wordOf} from "./event-row.ts";
import {eventTime, eventTimeKeys} from "./event-time.ts";
import type {Format, Head} from "./format.ts";
import type {JsonLine} from "./json-line.ts";
import {objectRows} from "./json-lines.ts";
import {EventPatterns} from "./event-patterns.ts";
import type {LineScanner} from "./line-scanner.ts";
import type {Resumption} from "./resumption.ts";
import {sampleObjects} from "./sample.ts";

const tellingKeys = [...kindKeys, "error", "err", "message", "msg", "question", "question_for_chatgpt5", "summary"];
/** Top-level keys of whole documents, whatever times they carry. */
const documentKeys = [
  "$schema",
  "benchmarks",
  "bomFormat",
  "dependencies",
  "runs",
  "results",
  "log_history",
  "lockfileVersion",
  "packages",
  "machine_info",
  "capabilities"
];

/** Audit, action, error and session logs: one object per line that says what happened. */
export const eventNdjson: Format = {
  name: "event-ndjson",
  title: "audit and event log, one object per line",
  unit: "line",
  detect(path: string, head: Head): number {
    const {objects, lines, single} = sampleObjects(head);
    if (single && (path.endsWith(".json") || objects.some((json) => documentKeys.some((key) => json.key(key)))))
      return 0;
    const events = objects.filter(isEvent).length;
    return events / lines < 0.2 ? 0 : 0.3 + 0.4 * (events / lines);
  },
  parse: (source, resumption) => eventRows(source, resumption) as Iterable<Row>,
  scan: eventRows
};

/** Without a scanner no line is taken, and every row is a Row. */
function eventRows(source: Source, resumption?: Resumption, scanner?: LineScanner): Iterable<ScannedRow> {
  const scan = scanner && {scanner, learner: new EventPatterns(source.sourceId, scanner)};
  return objectRows(source, {resumption, scan}, ({at, json}) => eventFacts(at, source.sourceId, json));
}

/** An event, the error it captures and the file whose digest it names. */
export function* eventFacts(at: Place, audit_id: string, json: JsonLine): Iterable<FactRow> {
  const time = eventTime(json);
  yield eventRow(at, audit_id, json, time);
  const error = capturedError(at, audit_id, json, time);
  if (error) yield error;
  const artifact = sha256Of(json) === null ? null : artifactRow(at, null, json, wordOf(json, kindKeys));
  if (artifact) yield artifact;
}

function isEvent(json: JsonLine): boolean {
  return (
    isInventory(json) ||
    eventTimeKeys.some((key) => json.leaf(key)) ||
    tellingKeys.some((key) => json.leaf(key)?.kind === "string")
  );
}

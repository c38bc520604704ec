import type {FactRow, Place, RepairRow} from "../../../rows.ts";
import type {StepLog} from "../../run-log/step-log.ts";
import type {TrainingRun} from "../../run-log/training-run.ts";
import {readEpoch} from "../../timestamp.ts";
import {repair} from "../../unit-line.ts";

/** RunStatus of MLflow's protocol; older stores keep the number, newer ones and databases the word. */
const statuses: Record<string, string> = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"};
const seedKey = /(^|[/._ ])(random_?)?seed$/i;
const commitText = /^[0-9a-f]{7,40}$/;

type Rows = Iterable<FactRow | RepairRow>;

/** One entry of what MLflow keeps of a run itself, by the name it has in meta.yaml or table runs. */
export function* metaRows(log: StepLog, run: TrainingRun, at: Place, key: string, text: string): Rows {
  if (text === "") return;
  if (key === "status") return applyStatus(run, text, at.unit);
  if (key === "start_time" || key === "end_time") {
    const time = readEpoch(Number(text), text);
    if (time.utc === null) yield* environment(log, at, key, text);
    else if (key === "start_time") run.begin(time, at.unit, true);
    else run.end(time, at.unit);
  } else if (key === "run_name" || key === "name") run.logged = text;
  else if (key === "artifact_uri") yield* artifactFolder(log, at, text);
  else {
    if (key === "source_version" && commitText.test(text)) run.commit(text, at.unit);
    if (key === "source_name") run.say("command", text, at.unit);
    yield* environment(log, at, key, text);
  }
}

export function* paramRows(log: StepLog, run: TrainingRun, at: Place, key: string, value: string): Rows {
  if (seedKey.test(key)) run.seed(value, at.unit);
  yield* log.tell(at, "param", {key, value, type: "string"});
}

/** A tag: those of MLflow itself name the run, its commit and command; all are kept as environment. */
export function* tagRows(log: StepLog, run: TrainingRun, at: Place, key: string, value: string): Rows {
  if (key === "mlflow.runName") run.logged = value;
  else if (key === "mlflow.source.git.commit") run.commit(value, at.unit);
  else if (key === "mlflow.source.name") run.say("command", value, at.unit);
  else if (key === "mlflow.note.content") return yield* log.tell(at, "event", {kind: "note", message: value});
  yield* environment(log, at, key, value);
}

/** A place on this machine or in a store: file: URIs lose their scheme and their percent signs. */
export function* artifactFolder(log: StepLog, at: Place, uri: string): Rows {
  const path = artifactPath(uri);
  if (path !== uri && uri.includes("%")) yield repair(at, "percent-encoded path", uri, path);
  yield* log.tell(at, "artifact", {kind: "artifact folder", path});
}

export function artifactPath(uri: string): string {
  const found = /^file:(?:\/\/[^/]*)?(\/.*)$/.exec(uri);
  if (!found) return uri;
  const path = /^\/[A-Za-z]:/.test(found[1]!) ? found[1]!.slice(1) : found[1]!;
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

function applyStatus(run: TrainingRun, raw: string, unit: number): void {
  const word = statuses[raw] ?? raw;
  run.finish(word, unit);
  run.columns.status_raw = raw;
}

function* environment(log: StepLog, at: Place, key: string, value: string): Rows {
  yield* log.tell(at, "environment", {key, value});
}

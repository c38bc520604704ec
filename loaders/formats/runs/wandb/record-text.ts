import {MessageFault, type Message} from "../../binary/message.ts";
import {itemsOf, readRecord, secondsOf, type Item, type RecordKind} from "./record.ts";

/** Fields of a record that are plain: "text" and "number" as they stand, "time" in seconds, items as key and value. */
type Field = "text" | "number" | "time" | "items" | Shape;
type Shape = {[name: string]: [number, Field]};

const items: [number, Field][] = [[1, "items"]];
const git: Shape = {remote_url: [1, "text"], commit: [2, "text"]};
const config: Shape = {update: [1, "items"], remove: [2, "items"]};
const telemetry: Shape = {
  python_version: [4, "text"],
  cli_version: [5, "text"],
  huggingface_version: [6, "text"],
  core_version: [12, "text"],
  platform: [13, "text"]
};
const output: Shape = {output_type: [1, "number"], timestamp: [2, "time"], line: [3, "text"]};

/** What is shown of each record, by its name in W&B's protocol. Records without an entry show their name alone. */
const shapes: Record<string, Shape> = {
  history: {step: [2, {num: [1, "number"]}], item: items[0]!},
  summary: config,
  output,
  output_raw: output,
  config,
  files: {files: [1, {path: [1, "text"]}]},
  stats: {timestamp: [2, "time"], item: [3, "items"]},
  artifact: {
    type: [4, "text"],
    name: [5, "text"],
    digest: [6, "text"],
    aliases: [11, "text"],
    manifest: [12, {contents: [4, {path: [1, "text"], digest: [2, "text"], size: [4, "number"]}]}]
  },
  tbrecord: {log_dir: [1, "text"]},
  alert: {title: [1, "text"], text: [2, "text"], level: [3, "text"]},
  telemetry,
  metric: {
    name: [1, "text"],
    glob_name: [2, "text"],
    step_metric: [4, "text"],
    options: [6, {step_sync: [1, "number"], hidden: [2, "number"]}],
    goal: [8, "number"]
  },
  run: {
    run_id: [1, "text"],
    entity: [2, "text"],
    project: [3, "text"],
    config: [4, config],
    summary: [5, config],
    run_group: [6, "text"],
    job_type: [7, "text"],
    display_name: [8, "text"],
    notes: [9, "text"],
    tags: [10, "text"],
    sweep_id: [12, "text"],
    host: [13, "text"],
    start_time: [17, "time"],
    telemetry: [19, telemetry],
    git: [21, git]
  },
  exit: {runtime: [2, "number"]},
  use_artifact: {id: [1, "text"], type: [2, "text"], name: [3, "text"]}
};

/** A record as lines of "name: value", for people. */
export function recordText(data: Uint8Array): string {
  try {
    const {kind, body} = readRecord(data);
    const lines = [...shapeLines(kind, body, shapes[kind] ?? {})];
    if (kind === "exit") lines.unshift(`exit.exit_code: ${body.int(1) ?? 0}`);
    return lines.length > 0 ? lines.join("\n") : `${kind}:`;
  } catch (error) {
    if (error instanceof MessageFault) return `not a record: ${error.message}`;
    throw error;
  }
}

/** Reads every message inside a record once. Throws MessageFault where one is broken. */
export function checkRecord(kind: RecordKind, body: Message): void {
  const lines = shapeLines(kind, body, shapes[kind] ?? {})[Symbol.iterator]();
  while (!lines.next().done);
}

function* shapeLines(path: string, body: Message, shape: Shape): Iterable<string> {
  for (const [name, [number, field]] of Object.entries(shape)) {
    if (!body.has(number)) continue;
    const at = `${path}.${name}`;
    if (field === "text") for (const text of body.texts(number)) yield `${at}: ${text}`;
    else if (field === "number") yield `${at}: ${body.int64(number) ?? 0n}`;
    else if (field === "time") yield `${at}: ${secondsOf(body.message(number)) ?? ""}`;
    else if (field === "items") yield* itemsOf(body, number).map((item) => itemLine(at, item));
    else for (const inner of body.messages(number)) yield* shapeLines(at, inner, field);
  }
}

function itemLine(at: string, {key, json}: Item): string {
  return json === "" ? `${at}: ${key}` : `${at} ${key}: ${json}`;
}

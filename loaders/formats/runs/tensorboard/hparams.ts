import {Message} from "../../binary/message.ts";

/** A hyperparameter as google.protobuf.Value holds it. */
export interface Hyperparameter {
  key: string;
  value: string | null;
  type: "string" | "number" | "boolean" | "null" | "object" | "array";
}

export interface SessionStart {
  parameters: Hyperparameter[];
  modelUri: string;
  monitorUrl: string;
  group: string;
  /** Seconds since 1970. */
  started: number | undefined;
}

export interface SessionEnd {
  status: string;
  ended: number | undefined;
}

export interface Experiment {
  name: string;
  description: string;
  user: string;
  created: number | undefined;
  parameters: string[];
  metrics: string[];
}

export type HparamsData =
  | {kind: "session start"; start: SessionStart}
  | {kind: "session end"; end: SessionEnd}
  | {kind: "experiment"; experiment: Experiment};

const statuses = ["UNKNOWN", "SUCCESS", "FAILURE", "RUNNING"];

/** What the hparams plugin keeps in the metadata of a summary; null where it keeps nothing. */
export function readHparams(content: Uint8Array): HparamsData | null {
  const data = new Message(content);
  const [experiment, start, end] = [data.message(2), data.message(3), data.message(4)];
  if (start) return {kind: "session start", start: readStart(start)};
  if (end)
    return {kind: "session end", end: {status: statuses[end.int(1) ?? 0] ?? String(end.int(1)), ended: end.double(2)}};
  return experiment ? {kind: "experiment", experiment: readExperiment(experiment)} : null;
}

function readStart(start: Message): SessionStart {
  return {
    parameters: start.messages(1).map((entry) => parameter(entry.text(1) ?? "", entry.message(2))),
    modelUri: start.text(2) ?? "",
    monitorUrl: start.text(3) ?? "",
    group: start.text(4) ?? "",
    started: start.double(5)
  };
}

function readExperiment(experiment: Message): Experiment {
  return {
    name: experiment.text(6) ?? "",
    description: experiment.text(1) ?? "",
    user: experiment.text(2) ?? "",
    created: experiment.double(3),
    parameters: experiment.messages(4).map((info) => info.text(1) ?? ""),
    metrics: experiment.messages(5).map((info) => metricTag(info.message(1)))
  };
}

function metricTag(name: Message | undefined): string {
  return [name?.text(1), name?.text(2)].filter(Boolean).join("/");
}

function parameter(key: string, value: Message | undefined): Hyperparameter {
  const number = value?.double(2);
  if (number !== undefined) return {key, value: String(number), type: "number"};
  const text = value?.text(3);
  if (text !== undefined) return {key, value: text, type: "string"};
  const flag = value?.int(4);
  if (flag !== undefined) return {key, value: String(flag === 1), type: "boolean"};
  if (value?.has(5) || value?.has(6))
    return {key, value: JSON.stringify(plain(value)), type: value.has(5) ? "object" : "array"};
  return {key, value: null, type: "null"};
}

const maxDepth = 64;

function plain(value: Message, depth = 0): unknown {
  if (depth > maxDepth) return null;
  const [fields, list] = [value.message(5), value.message(6)];
  if (fields)
    return Object.fromEntries(
      fields.messages(1).map((entry) => {
        const child = entry.message(2);
        return [entry.text(1) ?? "", child ? plain(child, depth + 1) : null];
      })
    );
  if (list) return list.messages(1).map((item) => plain(item, depth + 1));
  const flag = value.int(4);
  return value.double(2) ?? value.text(3) ?? (flag === undefined ? null : flag === 1);
}

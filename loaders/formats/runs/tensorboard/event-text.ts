import type {Message} from "../../binary/message.ts";
import {MessageFault} from "../../binary/message.ts";
import {nonFiniteName} from "../../json-tokens.ts";
import {EventReader, type SummaryValue} from "./event.ts";
import {readHparams} from "./hparams.ts";

/** A record as lines of "name: value", for people. Numbers are written as in the warehouse. */
export function eventText(data: Uint8Array): string {
  try {
    return [...eventLines(data)].join("\n");
  } catch (error) {
    if (error instanceof MessageFault) return `not an Event: ${error.message}`;
    throw error;
  }
}

function* eventLines(data: Uint8Array): Iterable<string> {
  const {wallTime, step, kind, body, values} = new EventReader().read(data);
  if (wallTime !== undefined) yield `wall_time: ${wallTime}`;
  yield `step: ${step}`;
  if (kind === "file_version") yield `file_version: ${body.text(3)}`;
  const writer = kind === "file_version" ? body.message(10)?.text(1) : undefined;
  if (writer !== undefined) yield `source_metadata.writer: ${writer}`;
  for (const [name, number] of [
    ["graph_def", 4],
    ["tagged_run_metadata", 8],
    ["meta_graph_def", 9]
  ] as const)
    if (kind === name) yield `${name}: ${body.blob(number)?.length ?? 0} bytes`;
  if (kind === "log_message") yield* messageLines("log_message", body.message(6), {level: 1}, {message: 2});
  if (kind === "session_log")
    yield* messageLines("session_log", body.message(7), {status: 1}, {checkpoint_path: 2, msg: 3});
  for (const value of values) yield* valueLines(value);
}

function* messageLines(
  name: string,
  message: Message | undefined,
  numbers: Record<string, number>,
  texts: Record<string, number>
): Iterable<string> {
  for (const [key, field] of Object.entries(numbers)) yield `${name}.${key}: ${message?.int(field) ?? 0}`;
  for (const [key, field] of Object.entries(texts))
    if (message?.has(field)) yield `${name}.${key}: ${message.text(field)}`;
}

function* valueLines({tag, plugin, number, texts, other, stored, content}: SummaryValue): Iterable<string> {
  yield `value.tag: ${tag}`;
  if (plugin) yield `value.plugin: ${plugin}`;
  if (number)
    yield `value.${stored === "simple_value" ? stored : `tensor ${stored}`}: ${number.raw ?? nonFiniteName(number.value) ?? number.value}`;
  for (const text of texts ?? []) yield `value.tensor ${stored}: ${text}`;
  if (other) yield `value.${other}: not read`;
  if (plugin === "hparams" && content instanceof Uint8Array) yield* hparamsLines(content);
}

function* hparamsLines(content: Uint8Array): Iterable<string> {
  const data = readHparams(content);
  if (data?.kind === "session start") {
    const {parameters, modelUri, monitorUrl, group, started} = data.start;
    for (const {key, value} of parameters) yield `hparams.${key}: ${value}`;
    const more = {model_uri: modelUri, monitor_url: monitorUrl, group_name: group, start_time_secs: started};
    for (const [name, value] of Object.entries(more)) if (value) yield `session_start_info.${name}: ${value}`;
  } else if (data?.kind === "session end") {
    yield `session_end_info.status: ${data.end.status}`;
    if (data.end.ended !== undefined) yield `session_end_info.end_time_secs: ${data.end.ended}`;
  } else if (data?.kind === "experiment") {
    const {name, description, user, created, parameters, metrics} = data.experiment;
    const more = {name, description, user, time_created_secs: created};
    for (const [key, value] of Object.entries(more)) if (value) yield `experiment.${key}: ${value}`;
    for (const parameter of parameters) yield `experiment.hparam: ${parameter}`;
    for (const metric of metrics) yield `experiment.metric: ${metric}`;
  }
}

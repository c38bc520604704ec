import {Message, MessageFault} from "../../binary/message.ts";

/** A key with its value as JSON text. Keys that are paths are joined by "/". */
export interface Item {
  key: string;
  json: string;
}

export type RecordKind = (typeof kinds)[number];

/** Records of the log by their field. */
const fields: Record<number, RecordKind> = {
  2: "history",
  3: "summary",
  4: "output",
  5: "config",
  6: "files",
  7: "stats",
  8: "artifact",
  9: "tbrecord",
  10: "alert",
  11: "telemetry",
  12: "metric",
  13: "output_raw",
  17: "run",
  18: "exit",
  20: "final",
  21: "header",
  22: "footer",
  23: "preempting",
  24: "link_artifact",
  25: "use_artifact",
  100: "request"
};
export const kinds = [
  "history",
  "summary",
  "output",
  "config",
  "files",
  "stats",
  "artifact",
  "tbrecord",
  "alert",
  "telemetry",
  "metric",
  "output_raw",
  "run",
  "exit",
  "final",
  "header",
  "footer",
  "preempting",
  "link_artifact",
  "use_artifact",
  "request"
] as const;

/** Fields that every record may carry beside what it is: num, control, uuid, _info. */
const beside = new Set([1, 16, 19, 200]);

/** What a record of the log is. Throws MessageFault where the bytes are none, or of a type not known here. */
export function readRecord(data: Uint8Array): {kind: RecordKind; body: Message} {
  const record = new Message(data);
  const field = record.fields.find(({number}) => number in fields);
  if (!field) {
    const others = record.fields.map(({number}) => number).filter((number) => !beside.has(number));
    throw new MessageFault(`expected one of the records ${kinds.join(", ")}, found field ${others[0] ?? "none"}`);
  }
  const body = record.message(field.number);
  if (!body) throw new MessageFault(`expected a message in field ${field.number}, found another type`);
  return {kind: fields[field.number]!, body};
}

/** Items of history, summary and config records: key (1) or a path of keys (2), and value_json (16). */
export function itemsOf(body: Message, field: number): Item[] {
  return body.messages(field).map((item) => {
    const path = item.texts(2);
    return {key: path.length > 0 ? path.join("/") : (item.text(1) ?? ""), json: item.text(16) ?? ""};
  });
}

/** google.protobuf.Timestamp as seconds since 1970, all its digits kept. */
export function secondsOf(timestamp: Message | undefined): string | undefined {
  if (!timestamp) return undefined;
  const seconds = timestamp.int64(1) ?? 0n;
  const nanos = timestamp.int(2) ?? 0;
  const fraction = nanos > 0 && nanos < 1e9 ? `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}` : "";
  return `${seconds}${fraction}`;
}

import type {Source} from "../../../files/source.ts";
import type {Row} from "../../../rows.ts";
import {Message, MessageFault} from "../../binary/message.ts";
import type {Format, Head} from "../../format.ts";
import {resumedRecords, startOf, type Resumption} from "../../resumption.ts";
import {EventLog, type EventLogState} from "./event-log.ts";
import {eventText} from "./event-text.ts";
import {beginsRecord, recordData, records} from "./record-file.ts";

/** TensorBoard event files: one protobuf Event per record, both checksums checked. */
export const tfevents: Format = {
  name: "tfevents",
  title: "TensorBoard event file",
  unit: "record",
  /** The first record is an Event: its length's checksum holds, and it opens with a wall time. */
  detect(_path: string, {bytes}: Head): number {
    if (!beginsRecord(bytes)) return 0;
    const first = firstMessage(bytes);
    if (first === "cut") return 0.6;
    if (!first) return 0;
    if (first.text(3)?.startsWith("brain.Event:")) return 1;
    return first.double(1) !== undefined && first.fields.every(({number}) => number <= 10) ? 0.9 : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const log = new EventLog(source, resumption?.from?.state as EventLogState | undefined);
    const found = records(source, startOf(resumption));
    for (const record of resumedRecords(found, source, resumption, () => log.state())) {
      if ("table" in record) yield record;
      else yield* log.record(record.at, record.data);
    }
    yield* log.finish();
  },
  decode: (source) => (at) => eventText(recordData(source, at))
};

/** The message of the first record; "cut" where it is longer than the head and opens as an Event does. */
function firstMessage(bytes: Uint8Array): Message | "cut" | null {
  const length = Buffer.from(bytes.subarray(0, 8)).readUInt32LE(0);
  const data = bytes.subarray(12, 12 + length);
  if (data.length < length) return data[0] === 0x09 ? "cut" : null;
  try {
    return new Message(data);
  } catch (error) {
    if (error instanceof MessageFault) return null;
    throw error;
  }
}

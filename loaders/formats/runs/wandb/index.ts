import type {Source} from "../../../files/source.ts";
import type {Row} from "../../../rows.ts";
import type {Format, Head} from "../../format.ts";
import {resumedRecords, startOf, type Resumption} from "../../resumption.ts";
import {beginsLog, RecordLog} from "./record-log.ts";
import {recordText} from "./record-text.ts";
import {WandbLog, type WandbLogState} from "./run-log.ts";

/** The log that W&B writes while a run goes on, and all that is left of a run that was never synced. */
export const wandbRun: Format = {
  name: "wandb-run",
  title: "W&B run log",
  unit: "record",
  detect: (_path: string, {bytes}: Head) => (beginsLog(bytes) ? 1 : 0),
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const log = new WandbLog(source, resumption?.from?.state as WandbLogState | undefined);
    const records = new RecordLog(source, startOf(resumption)).records();
    for (const record of resumedRecords(records, source, resumption, () => log.state())) {
      if ("table" in record) yield record;
      else yield* log.record(record.at, record.data);
    }
    yield* log.finish();
  },
  decode(source: Source) {
    const log = new RecordLog(source);
    return ({start}) => {
      const record = log.record(start);
      return "table" in record ? `no record: ${record.reason ?? record.outcome}` : recordText(record.data);
    };
  }
};

import type {Source} from "../../../files/source.ts";
import type {Place, Row} from "../../../rows.ts";
import {eventRow} from "../../event-row.ts";
import {eventTime} from "../../event-time.ts";
import type {Format, Head} from "../../format.ts";
import type {JsonLine} from "../../json-line.ts";
import {objectRows, stateOf} from "../../json-lines.ts";
import type {Resumption} from "../../resumption.ts";
import {sampleObjects} from "../../sample.ts";
import type {Timestamp} from "../../timestamp.ts";

/** A kind of log of codex repositories: every row is an event, some tell more. */
export interface Dialect {
  name: string;
  title: string;
  /** Whether a row is one of this log. */
  isOwn: (json: JsonLine) => boolean;
  facts: (at: Place, json: JsonLine, context: DialectContext) => Iterable<Row>;
}

export interface DialectContext {
  sourceId: string;
  time: Timestamp | undefined;
  /** Ordinal of the row among those that were read, from 1. */
  ordinal: number;
}

/** The format of a dialect. Most of the objects at the head must be rows of it; git-lfs pointer lines are rejected. */
export function dialectFormat({name, title, isOwn, facts}: Dialect): Format {
  return {
    name,
    title,
    unit: "line",
    detect(path: string, head: Head): number {
      const {objects, lines, single} = sampleObjects(head);
      if (objects.length === 0 || objects.length < 0.2 * lines || (single && path.endsWith(".json"))) return 0;
      const share = objects.filter(isOwn).length / objects.length;
      return share < 0.8 ? 0 : 0.75 + 0.15 * share;
    },
    parse(source: Source, resumption?: Resumption): Iterable<Row> {
      let ordinal = (stateOf(resumption) as number | undefined) ?? 0;
      return objectRows(source, {resumption, state: () => ordinal}, function* ({at, json}) {
        const time = eventTime(json);
        yield eventRow(at, source.sourceId, json, time);
        yield* facts(at, json, {sourceId: source.sourceId, time, ordinal: ++ordinal});
      });
    }
  };
}

/** Whether the object has every one of the keys. */
export function hasKeys(json: JsonLine, ...keys: string[]): boolean {
  return keys.every((key) => json.key(key) !== undefined);
}

/** Whether the object has one of the keys. */
export function hasOneOf(json: JsonLine, ...keys: string[]): boolean {
  return keys.some((key) => json.key(key) !== undefined);
}

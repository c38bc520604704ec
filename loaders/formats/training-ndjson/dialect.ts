import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import type {Sample} from "../sample.ts";
import {timeKeys} from "./names.ts";
import {plainPositions, type PositionMemory, type PositionReader} from "./position.ts";

/**
 * What a key of a step row is where it is no measurement: a part of the place, something told once and again when it
 * changes (environment, param), a text "h:mm:ss" (duration), or words whatever they look like (field).
 */
export type Role = "place" | "environment" | "param" | "duration" | "field";

/** Top-level keys by which a row is known: all of `all`, one of `some`, none of `none`, and no others than `only`. */
export interface Mark {
  all: string[];
  some?: string[];
  none?: string[];
  only?: RegExp;
}

/** How one logger writes its rows, where that differs from the generic reading. */
export interface Dialect {
  name: string;
  title: string;
  /** A row with one of these is this logger's. */
  marks: Mark[];
  positions: (memory: PositionMemory) => PositionReader;
  /** Keys of the time, in the order of preference. */
  time: string[];
  /** Roles of leaves by path. */
  roles: Record<string, Role>;
  /** True where no writer logs two rows of one step and split: the step going back is then seen whatever keys a row has. */
  oneRowPerStep?: boolean;
  /** Key of the name that runs share which differ in seed only. */
  group?: string;
  /** The name under which the logger writes into the folder of its run. */
  file?: RegExp;
  /** The leaf by which a row says that the run is complete; null for other rows. Left out: rows never say so. */
  complete?: (json: JsonLine) => Leaf | null;
}

/** What no logger of the table claims. */
export const generic: Dialect = {
  name: "training-ndjson",
  title: "training metrics, one object per line",
  marks: [],
  positions: () => plainPositions(),
  time: timeKeys,
  roles: {}
};

/** Confidence that a log is of this dialect: above the generic one where as many rows are claimed. */
export function claimOf({marks}: Dialect, {objects, lines}: Sample): number {
  const own = objects.filter((json) => marks.some((mark) => hasMark(json, mark))).length;
  return own / lines < 0.2 ? 0 : 0.6 + 0.39 * (own / lines);
}

function hasMark(json: JsonLine, {all, some, none = [], only}: Mark): boolean {
  const has = (name: string) => json.key(name) !== undefined;
  return (
    all.every(has) &&
    (some?.some(has) ?? true) &&
    !none.some(has) &&
    (only === undefined || json.topKeys().every(({path}) => all.includes(path) || only.test(path)))
  );
}

import type {Place, RepairRow} from "../rows.ts";
import type {Timestamp} from "./timestamp.ts";
import {repair} from "./unit-line.ts";

const twoZones = /[+-]\d\d:?\d\dZ$/i;
const shellText = /\$[({]|`/;

/**
 * What is odd about the times of a source, each kind told once, where it first stands. (Tables without a column that
 * marks a time without a zone have no other place for it.)
 */
export class TimeRepairs {
  /** Kinds already told; kept from one reading of a file to the next. */
  readonly told: Set<string>;

  constructor(told = new Set<string>()) {
    this.told = told;
  }

  *of(at: Place, time: Timestamp | undefined): Iterable<RepairRow> {
    const kind = time && kindOf(time);
    if (!kind || this.told.has(kind)) return;
    this.told.add(kind);
    yield repair(at, kind, time.raw, `${time.utc === null ? "no time" : `${time.utc} UTC`}, here and below`);
  }
}

function kindOf({utc, raw, zoned}: Timestamp): string | null {
  if (utc === null) return shellText.test(raw) ? "shell text in place of a time" : "unreadable time";
  if (!zoned) return "time without a zone";
  return twoZones.test(raw.trim()) ? "time with two zones" : null;
}

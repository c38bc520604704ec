import type {Measurement} from "./run-log/metric-row.ts";
import type {MetricName} from "./run-log/metric-name.ts";
import {numberInText} from "./json-number.ts";

/** A number as CSV writers print it: also +1, .5, 5. and 1E+05; no leading zeros (they name something). */
const loose = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
/** What C libraries on Windows print for NaN and infinities, and glibc's and Java's other spellings. */
const platform = /^([+-]?)(?:1\.#(inf|qnan|snan|ind)\d*|(nan)\((?:ind|snan|0x[\da-f]+)?\)|(∞))$/i;

export interface CellNumber {
  /** NaN and infinities where the cell says so. */
  value: number;
  /** The text where it is not the shortest round-trip text of the value. */
  value_raw: string | null;
}

/**
 * The number a cell is in full, or null. An empty cell is no number, nor is one with thousands separators ("1,234"), a
 * decimal comma, a unit or a percent sign.
 */
export function cellNumber(cell: string): CellNumber | null {
  const text = cell.trim();
  if (text === "") return null;
  const strict = numberInText(text);
  if (strict) return {value: strict.value, value_raw: strict.raw};
  if (loose.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? {value, value_raw: text} : null;
  }
  const found = platform.exec(text);
  if (!found) return null;
  const infinite = found[2]?.toLowerCase() === "inf" || found[4] !== undefined;
  return {value: infinite ? (found[1] === "-" ? -Infinity : Infinity) : NaN, value_raw: text};
}

/** A cell as a measurement of its column, or null where it is empty or no number. */
export function cellMeasurement({name, split, raw}: MetricName, cell: string): Measurement | null {
  const found = cellNumber(cell);
  return found && {name, split, raw, value: found.value, value_raw: found.value_raw};
}

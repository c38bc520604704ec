import type {Leaf} from "./json-scanner.ts";

/** A time as written and, where it can be read, in UTC. */
export interface Timestamp {
  /** "YYYY-MM-DD HH:MM:SS.mmm", or six digits of the second where they are not all zero; null where unreadable. */
  utc: string | null;
  raw: string;
  /** False where the text names no zone and was read as UTC. */
  zoned: boolean;
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T _](\d\d)[:-](\d\d)(?:[:-](\d\d)(?:[.,](\d{1,12}))?)?)?\s*(?:(Z|UTC|GMT)|([+-])(\d\d):?(\d\d)?Z?)?$/i;

const yearTenThousand = Date.UTC(10_000, 0) / 1000;

/**
 * Reads "2025-10-05T12:00Z", "2025-10-05 12:00:00,123", "…00.127+00:00Z", "2025-10-05_12-00-00", seven and more digits
 * of the second (cut to microseconds). Text that is no time, such as an unexpanded "$(date -u)", has utc null.
 */
export function readTimestamp(raw: string): Timestamp {
  const found = iso.exec(raw.trim());
  if (!found) return {utc: null, raw, zoned: false};
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", named, sign, hours, minutes = "0"] =
    found;
  const zoned = named !== undefined || sign !== undefined;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ];
  const midnight = Date.UTC(y, mo - 1, d);
  const exists = new Date(midnight).getUTCDate() === d && mo >= 1 && mo <= 12 && h < 24 && mi < 60 && s <= 60;
  if (!exists || y < 1) return {utc: null, raw, zoned};
  const offset = sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const seconds = midnight / 1000 + h * 3600 + (mi - offset) * 60 + s;
  if (seconds >= yearTenThousand) return {utc: null, raw, zoned};
  return {utc: formatUtc(seconds, Number(fraction.padEnd(6, "0").slice(0, 6))), raw, zoned};
}

/**
 * Reads a count of seconds, milli-, micro- or nanoseconds since 1970; the magnitude tells which. Numbers that would be
 * a time before 1985 or after 2128 have utc null: they are durations, counters and the like.
 */
export function readEpoch(value: number, raw: string): Timestamp {
  const unit = [0, 3, 6, 9].find((power) => value >= 5e8 * 10 ** power && value < 5e9 * 10 ** power);
  if (unit === undefined) return {utc: null, raw, zoned: true};
  const micros = /^\d+(\.\d+)?$/.test(raw) ? exactMicros(raw, unit) : BigInt(Math.round(value * 10 ** (6 - unit)));
  return {utc: formatUtc(Number(micros / 1_000_000n), Number(micros % 1_000_000n)), raw, zoned: true};
}

/** A time in a JSON leaf: text, or a number whose magnitude is that of a time. Undefined for anything else. */
export function timestampOf(leaf: Leaf | undefined, text: string): Timestamp | undefined {
  if (leaf?.kind === "string") return readTimestamp(leaf.value as string);
  if (leaf?.kind !== "number") return undefined;
  const time = readEpoch(Number(leaf.value), text.slice(leaf.start, leaf.end));
  return time.utc === null ? undefined : time;
}

function exactMicros(raw: string, unit: number): bigint {
  const [whole = "0", fraction = ""] = raw.split(".");
  const digits = whole + fraction.padEnd(9, "0");
  return BigInt(digits.slice(0, whole.length - unit + 6));
}

let second = {seconds: NaN, text: ""};

function formatUtc(seconds: number, micros: number): string {
  if (second.seconds !== seconds)
    second = {seconds, text: new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ")};
  const whole = second.text;
  const fraction = String(micros).padStart(6, "0");
  return `${whole}.${fraction.endsWith("000") ? fraction.slice(0, 3) : fraction}`;
}

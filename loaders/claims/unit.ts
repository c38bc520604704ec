interface Unit {
  dimension: string;
  /** How many of the dimension's smallest unit it is: a whole number, so that conversions stay exact. */
  scale: number;
}

const time = (scale: number): Unit => ({dimension: "time", scale});
const bytes = (scale: number): Unit => ({dimension: "bytes", scale});
const bits = (scale: number): Unit => ({dimension: "bits", scale});
const frequency = (scale: number): Unit => ({dimension: "frequency", scale});
const work = (scale: number): Unit => ({dimension: "operations", scale});
const power = (scale: number): Unit => ({dimension: "power", scale});
const ratio: Unit = {dimension: "ratio", scale: 1};

/** Spellings of each unit, "/s" apart. */
const units: Record<string, Unit> = {
  "": ratio,
  x: ratio,
  "×": ratio,
  times: ratio,
  fold: ratio,
  "%": {dimension: "percent", scale: 1},
  percent: {dimension: "percent", scale: 1},
  ns: time(1),
  nanosecond: time(1),
  nanoseconds: time(1),
  us: time(1e3),
  µs: time(1e3),
  μs: time(1e3),
  microsecond: time(1e3),
  microseconds: time(1e3),
  ms: time(1e6),
  millisecond: time(1e6),
  milliseconds: time(1e6),
  s: time(1e9),
  sec: time(1e9),
  secs: time(1e9),
  second: time(1e9),
  seconds: time(1e9),
  min: time(6e10),
  mins: time(6e10),
  minute: time(6e10),
  minutes: time(6e10),
  h: time(3.6e12),
  hr: time(3.6e12),
  hrs: time(3.6e12),
  hour: time(3.6e12),
  hours: time(3.6e12),
  day: time(8.64e13),
  days: time(8.64e13),
  week: time(6.048e14),
  weeks: time(6.048e14),
  B: bytes(1),
  byte: bytes(1),
  bytes: bytes(1),
  kB: bytes(1e3),
  KB: bytes(1e3),
  MB: bytes(1e6),
  GB: bytes(1e9),
  TB: bytes(1e12),
  PB: bytes(1e15),
  KiB: bytes(2 ** 10),
  MiB: bytes(2 ** 20),
  GiB: bytes(2 ** 30),
  TiB: bytes(2 ** 40),
  PiB: bytes(2 ** 50),
  bit: bits(1),
  kbit: bits(1e3),
  Mbit: bits(1e6),
  Gbit: bits(1e9),
  Tbit: bits(1e12),
  Hz: frequency(1),
  kHz: frequency(1e3),
  MHz: frequency(1e6),
  GHz: frequency(1e9),
  FLOP: work(1),
  MFLOP: work(1e6),
  GFLOP: work(1e9),
  TFLOP: work(1e12),
  PFLOP: work(1e15),
  mW: power(1),
  W: power(1e3),
  kW: power(1e6)
};

/** All spellings that are known, without that of a plain number. */
export const unitNames: readonly string[] = Object.keys(units).filter((name) => name !== "");

/** What is counted per second. */
const rated = ["bytes", "bits", "operations"];

/** A unit that the table lacks is one of its own: it fits itself alone. `GB/s` fits every amount of bytes per second. */
function unitOf(name: string): Unit {
  const known = Object.hasOwn(units, name) ? units[name] : undefined;
  if (known) return known;
  const base = name.slice(0, -2);
  const rate = name.endsWith("/s") && Object.hasOwn(units, base) ? units[base] : undefined;
  return rate && rated.includes(rate.dimension)
    ? {dimension: `${rate.dimension}/s`, scale: rate.scale}
    : {dimension: `unit ${name}`, scale: 1};
}

/** `value` of unit `from` in unit `to`; null where the two measure different things. "" is a plain number. */
export function convert(value: number, from: string, to: string): number | null {
  const [a, b] = [unitOf(from), unitOf(to)];
  if (a.dimension !== b.dimension) return null;
  return a.scale === b.scale ? value : (value * a.scale) / b.scale;
}

/** Whether amounts of the unit are percent, of which differences are percentage points. */
export function isPercent(name: string): boolean {
  return unitOf(name).dimension === "percent";
}

/** A value with its unit, for people. A conversion's last digits are rounding; twelve are kept. */
export function shown(value: number, unit: string): string {
  return `${Number(value.toPrecision(12))}${unit === "" ? "" : ` ${unit}`}`;
}

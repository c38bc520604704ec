interface Unit {
  dimension: string;
  /** How many of the dimension's smallest unit it is: a whole number, so that conversions stay exact. */
  scale: number;
}

const time = (scale: number): Unit => ({dimension: "time", scale});
const bytes = (scale: number): Unit => ({dimension: "bytes", scale});
const ratio: Unit = {dimension: "ratio", scale: 1};

const units: Record<string, Unit> = {
  "": ratio,
  x: ratio,
  "×": ratio,
  "%": {dimension: "percent", scale: 1},
  ns: time(1),
  us: time(1e3),
  µs: time(1e3),
  μs: time(1e3),
  ms: time(1e6),
  s: time(1e9),
  sec: time(1e9),
  second: time(1e9),
  seconds: time(1e9),
  min: time(6e10),
  minute: time(6e10),
  minutes: time(6e10),
  h: time(3.6e12),
  hour: time(3.6e12),
  hours: time(3.6e12),
  B: bytes(1),
  kB: bytes(1e3),
  KB: bytes(1e3),
  MB: bytes(1e6),
  GB: bytes(1e9),
  TB: bytes(1e12),
  KiB: bytes(2 ** 10),
  MiB: bytes(2 ** 20),
  GiB: bytes(2 ** 30),
  TiB: bytes(2 ** 40)
};

/** A unit that the table lacks is one of its own: it fits itself alone. `GB/s` fits every other amount of bytes per second. */
function unitOf(name: string): Unit {
  const known = Object.hasOwn(units, name) ? units[name] : undefined;
  if (known) return known;
  const rate = name.endsWith("/s") ? units[name.slice(0, -2)] : undefined;
  return rate?.dimension === "bytes"
    ? {dimension: "bytes/s", scale: rate.scale}
    : {dimension: `unit ${name}`, scale: 1};
}

/** `value` of unit `from` in unit `to`; null where the two measure different things. "" is a plain number. */
export function convert(value: number, from: string, to: string): number | null {
  const [a, b] = [unitOf(from), unitOf(to)];
  if (a.dimension !== b.dimension) return null;
  return a.scale === b.scale ? value : (value * a.scale) / b.scale;
}

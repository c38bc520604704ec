/** How a number is written on a page. `auto`: integers in full, other numbers to four significant digits. `plain`: ungrouped, for seeds and line numbers. */
export type NumberFormat = "auto" | "percent" | "bytes" | "scientific" | "plain";

export interface NumberOptions {
  /** Decimals after the point, kept even when they are zeros so that columns line up. */
  digits?: number;
  format?: NumberFormat;
  /** Writes + before positive numbers. */
  signed?: boolean;
}

const minus = "\u2212";
const narrowSpace = "\u202f";
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** Decimals that show `v` to `significant` digits, at most eight. */
function decimalsFor(v: number, significant: number): number {
  if (v === 0) return 0;
  return Math.min(8, Math.max(0, significant - 1 - Math.floor(Math.log10(Math.abs(v)))));
}

/** Decimals in the shortest text that reads back as `v`: 0.25 → 2, 1e-7 → 7. */
export function decimalsOf(v: number): number {
  const [mantissa = "", exponent = "0"] = String(Math.abs(v)).split("e");
  return Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
}

function group(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function superscript(n: number): string {
  return (n < 0 ? "⁻" : "") + String(Math.abs(n)).replace(/\d/g, (d) => superscripts[Number(d)] ?? d);
}

function scientific(v: number, digits: number | undefined): string {
  const [mantissa = "", exponent = "0"] = v.toExponential(digits ?? Math.min(3, shortMantissa(v))).split("e");
  return `${mantissa}${narrowSpace}×${narrowSpace}10${superscript(Number(exponent))}`;
}

function shortMantissa(v: number): number {
  return (v.toExponential().split("e")[0]?.split(".")[1] ?? "").length;
}

function magnitude(v: number, digits: number | undefined): string {
  if (v >= 1e15) return scientific(v, undefined);
  if (digits !== undefined) return v !== 0 && v < 0.5 * 10 ** -digits ? scientific(v, 1) : group(v.toFixed(digits));
  if (v !== 0 && v < 1e-4) return scientific(v, undefined);
  if (Number.isInteger(v)) return group(v.toFixed(0));
  return group(v.toFixed(Math.min(decimalsFor(v, 4), decimalsOf(v))));
}

function bytes(v: number, digits: number | undefined): string {
  const power = v < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log2(v) / 10));
  const scaled = v / 1024 ** power;
  const decimals = digits ?? (power === 0 || scaled >= 100 ? 0 : 1);
  return `${group(scaled.toFixed(decimals))}\u00a0${byteUnits[power] ?? ""}`;
}

function unsigned(v: number, {digits, format = "auto"}: NumberOptions): string {
  if (v === Infinity) return "∞";
  if (format === "plain") return String(v);
  if (format === "bytes") return bytes(v, digits);
  if (format === "scientific") return scientific(v, digits);
  if (format === "percent") {
    const scaled = v * 100;
    return `${magnitude(scaled, digits ?? Math.min(decimalsFor(scaled, 3), 2))}${narrowSpace}%`;
  }
  return magnitude(v, digits);
}

/**
 * A number as people read it: comma thousands, U+2212 for minus, powers of ten beyond four decimals, NaN and ∞ in so
 * many words. With fixed `digits`, a number that would round to zero is written as a power of ten instead.
 * @example formatNumber(-1234.5, {digits: 2}) // "−1,234.50"
 */
export function formatNumber(v: number, options: NumberOptions = {}): string {
  if (Number.isNaN(v)) return "NaN";
  const sign = v < 0 ? minus : options.signed && v > 0 ? "+" : "";
  return sign + unsigned(Math.abs(v), options);
}

/**
 * Decimals that a column of numbers shares: enough for four significant digits of its middle, never more than the
 * numbers have.
 * @example commonDigits([38.51, 35.638, 42]) // 2
 */
export function commonDigits(values: readonly number[]): number {
  const finite = values.filter((v) => Number.isFinite(v));
  const sizes = finite.map(Math.abs).filter((v) => v > 0);
  const middle = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)];
  if (middle === undefined) return 0;
  return Math.min(decimalsFor(middle, 4), Math.max(...finite.map(decimalsOf)));
}

/** The unit with the space it needs: none before ×, a narrow one before %, a no-break space before the rest. */
export function spacedUnit(unit: string): string {
  if (unit === "×" || unit === "x") return "×";
  return (unit === "%" ? narrowSpace : "\u00a0") + unit;
}

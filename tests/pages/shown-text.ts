/** Why the text on a page does not say `raw`, or null when it does: as number.ts writes numbers, words as they stand. */
export function shownFault(raw: string, text: string, title: string | null): string | null {
  const said = isNumber(raw) ? saysNumber(text, Number(raw)) : saysWord(text, raw, title);
  return said ? null : `"${text}" is not ${raw}`;
}

function isNumber(raw: string): boolean {
  return raw === "NaN" || (raw.trim() !== "" && !Number.isNaN(Number(raw)));
}

const words = (
  "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen twenty"
).split(" ");
const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Sign, digits in threes or ungrouped, decimals, a power of ten, and behind a fixed space the unit. */
const written =
  /^(?<sign>[−+]?)(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?<decimals>\.\d+)?(?:e(?<plain>[+-]\d+)|\u202f×\u202f10(?<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?:×|[\u00a0\u202f](?<unit>\S.*))?$/u;

function saysNumber(text: string, raw: number): boolean {
  const word = words.indexOf(text.toLowerCase());
  if (word >= 0) return word === raw;
  const nonfinite = /^([−+]?)(NaN|∞)(?:[\u00a0\u202f]\S.*)?$/u.exec(text);
  if (nonfinite)
    return nonfinite[2] === "NaN" ? Number.isNaN(raw) : raw === (nonfinite[1] === "−" ? -Infinity : Infinity);
  const parts = written.exec(text)?.groups;
  if (!parts) return false;
  const {sign, whole = "", decimals = "", plain, power, unit = ""} = parts;
  const exponent = Number(plain ?? fromSuperscript(power ?? ""));
  const digits = `${whole.replaceAll(",", "")}${decimals}`;
  const shown = Number(`${sign === "−" ? "-" : ""}${digits}e${exponent}`);
  const half = 0.5 * 10 ** (exponent - Math.max(0, decimals.length - 1));
  return scalesOf(unit).some((scale) => isRounded(shown, raw / scale, half));
}

function fromSuperscript(power: string): string {
  return power.replace("⁻", "-").replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(superscripts.indexOf(digit)));
}

/** What the raw value was divided by: a share may be written in percent and bytes in MiB, or that be their unit already. */
function scalesOf(unit: string): number[] {
  if (unit === "%") return [1, 0.01];
  return [1024 ** Math.max(0, byteUnits.indexOf(unit)), 1];
}

/** Rounded to the last place that is shown; nothing but zero is shown as zero. */
function isRounded(shown: number, exact: number, half: number): boolean {
  if (shown === 0) return exact === 0;
  return Math.abs(shown - exact) <= half + Math.abs(exact) * 1e-14;
}

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function saysWord(text: string, raw: string, title: string | null): boolean {
  const plain = text.replace(/^[✓✕…○] /, "");
  if (plain.toLowerCase() === raw.toLowerCase()) return true;
  if (plain.includes("…") && isCutOf(plain, raw)) return true;
  return title === `written as: ${raw}` || saysTime(plain, raw);
}

/** Endless words and long texts end in "…"; what stands around it is as it was. */
function isCutOf(text: string, raw: string): boolean {
  const pieces = text.split("…").map((piece) => piece.trim());
  const [first = "", last = ""] = [pieces[0], pieces.at(-1)];
  let at = 0;
  for (const piece of pieces) {
    at = raw.indexOf(piece, at);
    if (at < 0) return false;
    at += piece.length;
  }
  return first !== "" && raw.startsWith(first) && raw.endsWith(last);
}

function saysTime(text: string, raw: string): boolean {
  const [, year, month, day, clock = ""] = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?/.exec(raw) ?? [];
  const date = `${Number(day)}\u00a0${months[Number(month) - 1]}\u00a0${year}`;
  return year !== undefined && (text === date || text === `${date} ${clock}`);
}

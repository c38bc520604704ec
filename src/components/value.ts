import {element} from "./element.js";
import type {Attributes, Child} from "./element.js";
import {formatNumber, spacedUnit} from "./number.js";
import {cutLongWords} from "./long-word.js";
import type {NumberOptions} from "./number.js";

/**
 * `"<source_id>:<unit>"` for a value that stands in that unit, `"=<id>"` for a derived one, `"=<id>-<id>"` for what a page
 * takes away from one derived value, null where nothing holds it.
 */
export type Evidence = string | null | undefined;

/** The evidence of the difference of two derived values; null where either is not derived. @example differenceOf("=9f31", "=02ab") // "=9f31-02ab" */
export function differenceOf(a: Evidence, b: Evidence): Evidence {
  return a?.startsWith("=") && b?.startsWith("=") ? `${a}-${b.slice(1)}` : null;
}

export type Cell = number | string | boolean | bigint | null | undefined;

export interface ValueOptions extends NumberOptions {
  /** Written after the number, with a no-break space. */
  unit?: string | null;
  /** Why the value is missing, shown when it is null. */
  reason?: string;
  /** What the number is, for screen readers: "time to train of run 3". */
  label?: string;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The address of the page that shows the evidence. @example sourceHref("1f3a:12") // "./source?at=1f3a:12" */
export function sourceHref(evidence: string): string {
  return `./source?at=${encodeURIComponent(evidence).replaceAll("%3A", ":")}`;
}

/** The shortest text that reads back as the value. */
export function rawText(v: Exclude<Cell, null | undefined>): string {
  return Object.is(v, -0) ? "-0" : String(v);
}

function shownText(v: Exclude<Cell, null | undefined>, options: ValueOptions): string {
  if (typeof v === "number") return formatNumber(v, options);
  return typeof v === "bigint" ? formatNumber(Number(v), options) : cutLongWords(String(v));
}

function missing(reason: string): HTMLElement {
  return element("span", {class: "value missing", role: "img", title: reason, "aria-label": `none: ${reason}`}, "–");
}

/**
 * Where the link is followed, the address also carries the value, so that the Source page can mark it in its line; the
 * link as written names the place alone.
 */
function aim(event: Event): void {
  const link = event.currentTarget;
  if (!(link instanceof HTMLAnchorElement)) return;
  const {evidence, raw} = link.dataset;
  if (evidence && raw !== undefined) link.href = `${sourceHref(evidence)}#v=${encodeURIComponent(raw)}`;
}

/** A link to the evidence around any content. @example evidenceLink("9c1f:31", "partial", {class: "status partial"}, "partial") */
export function evidenceLink(
  evidence: string,
  raw: string,
  attributes: Attributes & {class?: string},
  ...content: Child[]
): HTMLAnchorElement {
  const kind = attributes.class ? `value ${attributes.class}` : "value";
  const href = sourceHref(evidence);
  const data = {"data-raw": raw, "data-evidence": evidence};
  return element("a", {...attributes, class: kind, href, ...data, pointerdown: aim, keydown: aim}, content);
}

/**
 * A number (or word) from the data as a link to the line it stands in. Null shows as – with its reason, null evidence
 * as unbound text, NaN and ∞ in the failing colour. `data-raw` keeps full precision.
 * @example value(38.512, "1f3a9c:204", {digits: 2, unit: "min"})
 */
export function value(v: Cell, evidence: Evidence, options: ValueOptions = {}): HTMLElement {
  if (v === null || v === undefined) return missing(options.reason ?? "not recorded");
  const nonfinite = typeof v === "number" && !Number.isFinite(v);
  const text = shownText(v, options) + (options.unit ? spacedUnit(options.unit) : "");
  const kind = `${typeof v === "number" || typeof v === "bigint" ? "number" : "word"}${nonfinite ? " nonfinite" : ""}`;
  const raw = rawText(v);
  if (!evidence) return element("span", {class: `value ${kind} unbound`, "data-raw": raw, title: "no evidence"}, text);
  const title = raw === text ? "open the line it came from" : `${raw}: open the line it came from`;
  return evidenceLink(evidence, raw, {class: kind, title, "aria-label": options.label}, text);
}

/** A name as logged: run, path, id, version, parameter; endless words are cut. Digits in it are not data. @example text("seed-3") */
export function text(v: Cell, attributes: {mono?: boolean; href?: string} = {}): HTMLElement {
  if (v === null || v === undefined || v === "") return missing("not recorded");
  const kind = attributes.mono ? "name mono" : "name";
  const shown = cutLongWords(String(v));
  const title = shown === String(v) ? null : String(v);
  const content = attributes.mono ? breakable(shown) : shown;
  if (attributes.href) return element("a", {class: kind, title, href: attributes.href}, content);
  return element("span", {class: kind, title}, content);
}

/** A path may break after its slashes, and nowhere inside a name. */
function breakable(path: string): Child[] {
  return path.split(/(?<=[/\\])/).flatMap((part, i) => (i === 0 ? [part] : [element("wbr", null), part]));
}

/**
 * A date or a moment in UTC: "5 Oct 2025", or "5 Oct 2025 14:03:09" where `clock` is set or the text holds a time.
 * @example timeText("2025-10-05") // "5 Oct 2025"
 */
export function timeText(v: string | Date, clock?: boolean): string | null {
  const iso = v instanceof Date ? dateText(v) : v;
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?/.exec(iso);
  const month = m && months[Number(m[2]) - 1];
  if (!m || !month) return null;
  const day = `${Number(m[3])}\u00a0${month}\u00a0${m[1]}`;
  if (m[4] === undefined || !(clock ?? true)) return day;
  return `${day} ${m[4]}:${m[5]}${m[6] === undefined ? "" : `:${m[6]}`}`;
}

/** ISO text of a date; one that falls on midnight is a day without a time. */
function dateText(v: Date): string {
  if (Number.isNaN(v.getTime())) return "";
  return v.toISOString().replace(/T00:00:00\.000Z$/, "");
}

/** A date or moment as `<time>`, in UTC. @example time("2025-10-05T14:03:09Z") */
export function time(
  v: string | Date | null | undefined,
  options: {clock?: boolean; reason?: string} = {}
): HTMLElement {
  if (v === null || v === undefined || v === "") return missing(options.reason ?? "no time recorded");
  const datetime = v instanceof Date ? dateText(v) : v.replace(" ", "T");
  const shown = timeText(v, options.clock);
  if (shown === null) return element("span", {class: "name"}, String(v));
  return element("time", {datetime, title: `${datetime} (UTC)`}, shown);
}

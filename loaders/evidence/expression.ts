import {bootstrapInterval} from "./bootstrap.ts";

/**
 * A derived value as a tree: its function, how many inputs it has, and up to 1,000 of them. A leaf names a place
 * ("<source_id>:<unit>", or "<source_id>#<ledger field>") and the raw number or text found there.
 */
export type Leaf = [place: string, raw: string | number | null];
export interface Expression {
  fn: string;
  /** True number of inputs; `of` holds at most 1,000. */
  n: number;
  of: (Leaf | Expression)[];
}

type Inputs = (number | string | null)[];

/** Every function a view may name, and how the shown value is recomputed from its inputs. */
export const functions: Record<string, (inputs: Inputs) => number | string | null> = {
  count: (inputs) => inputs.length,
  "count distinct": (inputs) => new Set(inputs.map(String)).size,
  sum: (inputs) => numbers(inputs).reduce((a, b) => a + b, 0),
  min: (inputs) => Math.min(...numbers(inputs)),
  max: (inputs) => Math.max(...numbers(inputs)),
  mean: (inputs) => mean(numbers(inputs)),
  median: (inputs) => median(numbers(inputs)),
  "bootstrap low": (inputs) => bootstrapInterval(numbers(inputs))[0],
  "bootstrap high": (inputs) => bootstrapInterval(numbers(inputs))[1],
  "sample sd": (inputs) => sampleSd(numbers(inputs)),
  "minutes between": (inputs) => between(inputs) / 60_000,
  "seconds between": (inputs) => between(inputs) / 1000,
  "days between": (inputs) => between(inputs) / 86_400_000,
  difference: (inputs) => numbers(inputs)[0]! - numbers(inputs)[1]!,
  ratio: (inputs) => numbers(inputs)[0]! / numbers(inputs)[1]!,
  percent: (inputs) => (100 * numbers(inputs)[0]!) / numbers(inputs)[1]!,
  scale: (inputs) => numbers(inputs).reduce((a, b) => a * b, 1),
  "gigabytes per second": gigabytesPerSecond,
  resample
};

export function isLeaf(node: Leaf | Expression): node is Leaf {
  return Array.isArray(node);
}

/** Parses an evidence cell that holds an expression. Throws when it is neither a known function nor well formed. */
export function parseExpression(text: string): Expression {
  const tree = JSON.parse(text) as Expression;
  check(tree);
  return tree;
}

/** True for "<source_id>:<unit>" and "<source_id>#<field of its ledger>". */
export function isPlace(text: string): boolean {
  return /^[0-9a-f]{12}(:\d+|#\w+)$/.test(text);
}

function check(node: unknown): void {
  if (Array.isArray(node)) return checkLeaf(node);
  const {fn, n, of} = (typeof node === "object" && node !== null ? node : {}) as Partial<Expression>;
  if (typeof fn !== "string" || !Object.hasOwn(functions, fn))
    throw new Error(`expected one of the functions ${Object.keys(functions).join(", ")}, found ${JSON.stringify(fn)}`);
  if (typeof n !== "number" || !Array.isArray(of))
    throw new Error(`expected ${fn} with n, a number, and of, a list, found ${JSON.stringify(node).slice(0, 80)}`);
  of.forEach(check);
}

function checkLeaf([place, raw]: unknown[]): void {
  if (place !== null && !(typeof place === "string" && isPlace(place)))
    throw new Error(`expected a place such as evidence_of(source_id, unit) in a leaf, found ${JSON.stringify(place)}`);
  if (raw !== undefined && typeof raw === "object" && raw !== null)
    throw new Error(`expected a number or a text in a leaf, found ${JSON.stringify(raw).slice(0, 80)}`);
}

/** The value an expression has; null where inputs were cut at 1,000 and it cannot be recomputed here. */
export function recompute(node: Leaf | Expression): number | string | null {
  if (isLeaf(node)) return node[1];
  if (node.of.length < node.n) return node.fn === "count" ? node.n : null;
  return functions[node.fn]!(node.of.map(recompute));
}

export function* leaves(node: Leaf | Expression): Iterable<Leaf> {
  if (isLeaf(node)) yield node;
  else for (const child of node.of) yield* leaves(child);
}

function numbers(inputs: Inputs): number[] {
  return inputs.filter((input) => input !== null).map(Number);
}

function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

function sampleSd(values: number[]): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / (values.length - 1));
}

const seconds: Record<string, number> = {ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1};

/** Of bytes, a time, and the unit of that time. */
function gigabytesPerSecond([bytes, time, unit]: Inputs): number {
  return Number(bytes) / (Number(time) * (seconds[String(unit)] ?? NaN)) / 1e9;
}

/**
 * Of one value: itself in float32. Of two values, their times and a time between them: the value there, rounded as
 * native/index.ts says. Times are numbers, or ISO text, in UTC where it names no zone.
 */
function resample([x = NaN, next, ...times]: Inputs): number {
  if (next === undefined) return Math.fround(Number(x));
  const [from = NaN, to = NaN, at = NaN] = times.map(timeOf);
  const w = Math.fround((at - from) / (to - from));
  const v = Math.fround(1 - w);
  return Math.fround(Math.fround(v * Math.fround(Number(x))) + Math.fround(w * Math.fround(Number(next))));
}

function timeOf(input: number | string | null): number {
  const text = String(input);
  if (text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  const iso = text.replace(" ", "T").replace(",", ".");
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`);
}

/** Milliseconds between two instants, each given as digits or as ISO text. */
function between(inputs: Inputs): number {
  const [from, to] = inputs.map((input) => instant(String(input)));
  return to! - from!;
}

/** Milliseconds since 1970 of ISO text or of digits, whose magnitude tells seconds, milli-, micro- and nanoseconds. */
function instant(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return Date.parse(text);
  const value = Number(text);
  const power = [0, 6, 9].find((digits) => value >= 5e8 * 10 ** digits && value < 5e9 * 10 ** digits);
  return power === undefined ? value : value * 10 ** (3 - power);
}

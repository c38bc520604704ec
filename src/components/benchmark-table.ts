import {axisWords} from "./benchmark-rows.js";
import type {BenchmarkCase} from "./benchmark-rows.js";
import type {Column} from "./cell.js";
import {commitName} from "./commit-name.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {table} from "./table.js";
import {text, value} from "./value.js";

type Word = "backend" | "threads" | "timed" | "cache" | "device" | "commit" | "file";
const words: readonly {key: Word; label: string}[] = [
  {key: "backend", label: "backend"},
  {key: "threads", label: "threads"},
  {key: "timed", label: "timed"},
  {key: "cache", label: "cache"},
  {key: "device", label: "device"},
  {key: "commit", label: "commit"},
  {key: "file", label: "file"}
];

/** Words that all cases share, and those that need a column because they vary. */
export function sharedWords(cases: readonly BenchmarkCase[]): {
  same: {label: string; word: string | null}[];
  varying: Word[];
} {
  const distinct = (key: Word): Set<string | number | null> => new Set(cases.map((c) => c[key]));
  const same = words.filter(({key}) => distinct(key).size === 1);
  return {
    same: same.map(({key, label}) => ({label, word: wordOf(cases[0]?.[key])})),
    varying: words.filter(({key}) => distinct(key).size > 1).map(({key}) => key)
  };
}

function wordOf(cell: string | number | null | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function number(key: string, label: string, more: Partial<Column<BenchmarkCase>> = {}): Column<BenchmarkCase> {
  return {key, label, kind: "number", reason: "not logged", ...more};
}

function word(key: string, more: Partial<Column<BenchmarkCase>> = {}): Column<BenchmarkCase> {
  return {key, kind: "name", evidence: null, reason: "not logged", ...more};
}

/** Times keep their unit, which may differ from case to case. */
function timing(key: "median" | "low" | "high", label: string): Column<BenchmarkCase> {
  const render = (c: BenchmarkCase): Child =>
    value(c[key], c[`${key}_evidence`] as string, {unit: c.unit_name, reason: "more than a thousand samples"});
  return number(key, label, {render});
}

/** Columns that are left out where no case has them. */
const mayLack: ReadonlySet<string> = new Set(["dtype", "gb_per_s", "copy_gb_per_s", "of_copy", "error_ulp"]);

function columns(varying: readonly Word[], cases: readonly BenchmarkCase[]): Column<BenchmarkCase>[] {
  const reason = "nothing to compare it with in its run";
  const ratio = number("times_fastest", "of the fastest", {unit: "×", digits: 2, reason});
  return [
    word("op"),
    word("axes", {label: "shape", width: "15rem", render: ({axes}) => text(axisWords(axes))}),
    word("dtype"),
    ...varying.map((key) =>
      word(key, {mono: key === "file", ...(key === "commit" && {render: ({commit}) => commitName(commit)})})
    ),
    timing("median", "median"),
    timing("low", "95 % from"),
    timing("high", "to"),
    ...(cases.some(({times_fastest}) => times_fastest !== null) ? [ratio] : []),
    number("n", "samples"),
    number("gb_per_s", "reached", {unit: "GB/s", digits: 2}),
    number("copy_gb_per_s", "copy", {unit: "GB/s", digits: 2}),
    number("of_copy", "of copy", {unit: "%", digits: 1, sort: "descending"}),
    number("error_ulp", "error", {unit: "ulp", digits: 2, reason: "not verified"})
  ].filter(({key}) => !mayLack.has(key) || cases.some((c) => c[key] !== null));
}

/** Every case with its median, interval, bandwidth, floor and verified error; what all share is said once above. */
export function benchmarkTable(cases: readonly BenchmarkCase[]): HTMLElement {
  const {same, varying} = sharedWords(cases);
  const said = same.map(({label, word: w}, i): Child => [
    i ? ", " : "",
    `${label} `,
    w === null ? "not logged" : label === "commit" ? commitName(w) : text(w)
  ]);
  const list = table(cases, {
    caption: "Every case",
    columns: columns(varying, cases),
    wide: true,
    limit: 30,
    filter: cases.length > 12
  });
  return element(
    "div",
    {class: "wide"},
    said.length > 0 ? element("p", {class: "aside-line"}, "All cases: ", said, ".") : null,
    list
  );
}

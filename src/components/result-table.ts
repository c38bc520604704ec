import type {Column} from "./cell.js";
import {commitName} from "./commit-name.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {resultName, shortName} from "./result-rows.js";
import type {BenchmarkResult, ResultSeries} from "./result-rows.js";
import {table} from "./table.js";
import type {TableElement} from "./table.js";
import {sourceHref, text, value} from "./value.js";
import type {Evidence} from "./value.js";

type Word = "value_is" | "bounds" | "spread_is" | "timed" | "cache" | "file" | "commit";
const words: readonly {key: Word; label: string}[] = [
  {key: "value_is", label: "value"},
  {key: "bounds", label: "from and to"},
  {key: "spread_is", label: "spread"},
  {key: "timed", label: "timed"},
  {key: "cache", label: "cache"},
  {key: "file", label: "file"},
  {key: "commit", label: "commit"}
];

const wordOf = (row: BenchmarkResult, key: Word): string | null => (row[key] as string | null | undefined) ?? null;

/** Words that all rows share, and those that need a column; what no row states is in neither. */
export function resultWords(rows: readonly BenchmarkResult[]): {
  same: {label: string; word: string}[];
  varying: Word[];
} {
  const distinct = (key: Word): (string | null)[] => [...new Set(rows.map((row) => wordOf(row, key)))];
  const same = words.flatMap(({key, label}) => {
    const [only, ...others] = distinct(key);
    return only !== null && only !== undefined && others.length === 0 ? [{label, word: only}] : [];
  });
  return {same, varying: words.filter(({key}) => distinct(key).length > 1).map(({key}) => key)};
}

function amount(cell: number | null, evidence: Evidence, unit: string | null, reason: string): Child {
  if (unit === "ratio") return value(cell, evidence, {format: "percent", reason});
  return value(cell, evidence, {unit, reason});
}

/** A case by its name, which leads to where it stands. */
function placed(row: BenchmarkResult): Child {
  return text(resultName(row), {href: row.evidence ? sourceHref(row.evidence) : undefined});
}

type Amount = "value" | "low" | "high" | "spread";

function number(
  key: Amount,
  label: string,
  reason: string,
  unit: "value_unit" | "spread_unit"
): Column<BenchmarkResult> {
  const render = (row: BenchmarkResult): Child =>
    amount(row[key], row[`${key}_evidence`] as Evidence, row[unit] as string | null, reason);
  return {key, label, kind: "number", render};
}

function columns(rows: readonly BenchmarkResult[], varying: readonly Word[]): Column<BenchmarkResult>[] {
  const has = (key: keyof BenchmarkResult): boolean => rows.some((row) => row[key] !== null && row[key] !== undefined);
  const word = (key: Word): Column<BenchmarkResult> => ({
    key,
    label: words.find((w) => w.key === key)!.label,
    kind: "name",
    evidence: null,
    reason: "not stated",
    mono: key === "file",
    ...(key === "commit" && {render: ({commit}) => commitName(commit)})
  });
  return [
    {key: "case", kind: "name", width: "22rem", render: placed},
    number("value", "value", "not measured", "value_unit"),
    ...(has("low")
      ? [number("low", "from", "none given", "value_unit"), number("high", "to", "none given", "value_unit")]
      : []),
    ...(has("spread") ? [number("spread", "spread", "none given", "spread_unit")] : []),
    ...(rows.some(({n}) => Number(n ?? 1) > 1)
      ? [{key: "n", label: "samples", kind: "number", reason: "not kept"} as const]
      : []),
    ...varying.map(word)
  ];
}

/** Every case of a view with its value, what that value is and its spread; what all share is said once above. */
export function resultTable(rows: readonly BenchmarkResult[]): {
  said: HTMLElement | null;
  list: TableElement<BenchmarkResult>;
} {
  const {same, varying} = resultWords(rows);
  const said = same.map(({label, word}, i): Child => [
    i ? ", " : "",
    `${label}: `,
    label === "commit" ? commitName(word) : text(shortName(word))
  ]);
  const list = table(rows, {
    caption: "Every case",
    columns: columns(rows, varying),
    wide: true,
    limit: 30,
    filter: rows.length > 12
  });
  return {said: said.length > 0 ? element("p", {class: "aside-line"}, "All cases: ", said, ".") : null, list};
}

interface SeriesRow extends Record<string, unknown> {
  case: string;
  first: BenchmarkResult;
  last: BenchmarkResult;
  least: BenchmarkResult;
  greatest: BenchmarkResult;
}

/** Each series with its first and its last value, and the least and the greatest between them. */
export function seriesTable(series: readonly ResultSeries[]): HTMLElement {
  const rows = series.map(({name, rows: own}): SeriesRow => {
    const sorted = [...own].sort((a, b) => (a.value ?? 0) - (b.value ?? 0));
    return {case: name, first: own[0]!, last: own.at(-1)!, least: sorted[0]!, greatest: sorted.at(-1)!};
  });
  const cell = (key: "first" | "last" | "least" | "greatest"): Column<SeriesRow> => ({
    key,
    kind: "number",
    sort: false,
    render: (row) => amount(row[key].value, row[key].value_evidence, row[key].value_unit, "not measured")
  });
  const commit: Column<SeriesRow> = {
    key: "commit",
    label: "last commit",
    sort: false,
    render: ({last}) => (last.commit ? commitName(last.commit) : "not stated")
  };
  return table(rows, {
    caption: "Every case over time",
    columns: [
      {key: "case", kind: "name", width: "18rem", evidence: null},
      cell("first"),
      cell("last"),
      cell("least"),
      cell("greatest"),
      commit
    ],
    wide: true,
    limit: 30,
    filter: rows.length > 12
  });
}

/** Cases that have no value, with what became of them and why; null where every case has one. */
export function withoutValue(rows: readonly BenchmarkResult[]): HTMLElement | null {
  const found = rows.filter((row) => row.value === null || row.state !== null);
  if (found.length === 0) return null;
  const dated = found.some(({moment}) => moment !== null);
  return table(found, {
    caption: "Skipped, failed and unmeasured",
    columns: [
      {key: "case", kind: "name", width: "20rem", render: placed},
      {key: "state", kind: "name", reason: "no value", width: "7rem", evidence: null},
      {key: "reason", kind: "text", reason: "none given", evidence: null},
      ...(dated ? [{key: "moment", label: "when", kind: "time", evidence: null} as const] : []),
      {key: "file", kind: "name", mono: true, evidence: null}
    ],
    wide: true,
    limit: 15,
    filter: found.length > 12
  });
}

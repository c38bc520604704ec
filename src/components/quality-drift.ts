import {cited} from "./cited.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {excerpt} from "./excerpt.js";
import {table} from "./table.js";
import type {Row} from "./table.js";
import {text, value} from "./value.js";
import type {Evidence} from "./value.js";

/** A type of a key's values in one file, as type_drift.parquet has it. */
interface TypeRow extends Row {
  path: string;
  key: string;
  type: string;
  units: number;
  line: number | null;
}

interface TypedKey extends Row {
  path: string;
  key: string;
  words: string;
  types: TypeRow[];
}

/** One row per file and key, with its types in the order they came. */
function byKey(rows: readonly Row[]): TypedKey[] {
  const groups = new Map<string, TypeRow[]>();
  for (const row of rows as readonly TypeRow[]) {
    const name = `${row.path}\n${row.key}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].map((types) => ({
    path: types[0]!.path,
    key: types[0]!.key,
    words: types.map(({type}) => type).join(", "),
    types
  }));
}

/** ":12", a link to the line; the unit's own page where the file has no lines. */
export function lineLink(line: unknown, evidence: Evidence): HTMLElement {
  return cited(line === null || line === undefined ? "there" : `:${String(line)}`, evidence, true);
}

function typeWords({type, units, units_evidence, line, evidence}: TypeRow): HTMLElement {
  const place = lineLink(line, evidence as Evidence);
  return element("li", null, `${type}: `, value(units, units_evidence as Evidence), " from ", place);
}

/** Keys whose values have several types in one file. */
export function typeDriftTable(rows: readonly Row[]): HTMLElement {
  const keys = byKey(rows);
  return table(keys, {
    caption: "Keys of several types",
    columns: [
      {key: "key", label: "key", width: "13rem", render: ({key}): Child => text(key, {mono: true})},
      {
        key: "words",
        label: "type: units, and the line of the first",
        width: "20rem",
        render: ({types}): Child => element("ul", {class: "plain"}, types.map(typeWords))
      },
      {key: "path", label: "file", width: "20rem", render: ({path}): Child => text(path, {mono: true})}
    ],
    filter: keys.length > 8,
    limit: 15,
    wide: true
  });
}

/** Keys that some units of a file lack; keys of the same units stand together. */
export function keyDriftTable(rows: readonly Row[]): HTMLElement {
  return table(rows, {
    caption: "Keys that not every unit has",
    columns: [
      {key: "keys", label: "keys", width: "18rem", render: ({keys}) => excerpt(keys as string, 90)},
      {key: "n", label: "how many", kind: "number", digits: 0, sort: "descending"},
      {key: "units", label: "units with it", kind: "number", digits: 0},
      {key: "parsed", label: "of parsed", kind: "number", digits: 0, sort: "descending"},
      {
        key: "first_line",
        label: "first",
        render: ({first_line, first_evidence}) => lineLink(first_line, first_evidence as Evidence)
      },
      {
        key: "last_line",
        label: "last",
        render: ({last_line, last_evidence}) => lineLink(last_line, last_evidence as Evidence)
      },
      {key: "path", label: "file", width: "18rem", render: ({path}) => text(path as string, {mono: true})}
    ],
    filter: rows.length > 8,
    limit: 15,
    wide: true
  });
}

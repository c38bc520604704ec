import {cited} from "./cited.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {excerpt} from "./excerpt.js";
import {sharedFolder} from "./run-names.js";
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
  const folder = sharedFolder(rows.map(({path}) => String(path)));
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
      {
        key: "path",
        label: "file",
        width: "20rem",
        render: ({path}): Child => text(path.slice(folder.length), {mono: true})
      }
    ],
    filter: keys.length > 8,
    limit: 15,
    wide: true
  });
}

/** Keys that stand and fall together, with each file in which they do. */
export interface KeySet extends Row {
  keys: string;
  n: number;
  files: readonly Row[];
  file_count: number;
  /** Filtered by. */
  paths: string;
}

/** Rows of key_drift.parquet by their keys, in the order they came: files of one kind lack the same keys. */
export function keySets(rows: readonly Row[]): KeySet[] {
  const sets = new Map<string, Row[]>();
  for (const row of rows) {
    const own = sets.get(String(row.keys));
    if (own) own.push(row);
    else sets.set(String(row.keys), [row]);
  }
  return [...sets].map(([keys, files]) => ({
    ...{keys, files, n: Number(files[0]?.n), n_evidence: files[0]?.n_evidence},
    ...{file_count: new Set(files.map(({path}) => path)).size, paths: files.map(({path}) => path).join(" ")}
  }));
}

function span(row: Row, folder: string): HTMLElement {
  const path = String(row.path);
  const file = text(path.slice(folder.length), {mono: true});
  if (folder) file.title = path;
  const units = value(row.units as number, row.units_evidence as Evidence);
  const parsed = value(row.parsed as number, row.parsed_evidence as Evidence);
  const first = lineLink(row.first_line, row.first_evidence as Evidence);
  const last = row.units === 1 ? null : [" to ", lineLink(row.last_line, row.last_evidence as Evidence)];
  return element("li", null, file, " ", units, " of ", parsed, " units, ", first, last);
}

const shownFiles = 2;

function spans({files}: KeySet, folder: string): Child {
  const list = (part: readonly Row[]): HTMLElement =>
    element(
      "ul",
      {class: "plain"},
      part.map((row) => span(row, folder))
    );
  const rest = files.slice(shownFiles);
  if (rest.length === 0) return list(files);
  return [
    list(files.slice(0, shownFiles)),
    element("details", null, element("summary", null, `and ${rest.length} more`), list(rest))
  ];
}

/** Keys that some units of a file lack; keys of the same units stand together, and files with the same keys. */
export function keyDriftTable(rows: readonly Row[]): HTMLElement {
  const sets = keySets(rows);
  const folder = sharedFolder(rows.map(({path}) => String(path)));
  return table(sets, {
    caption: "Keys that not every unit has",
    columns: [
      {key: "keys", label: "keys", width: "22rem", render: ({keys}) => excerpt(keys, 110)},
      {key: "n", label: "how many", kind: "number", digits: 0, sort: "descending"},
      {
        key: "paths",
        label: "file, units that have them, from the first to the last line",
        width: "34rem",
        render: (set) => spans(set, folder)
      }
    ],
    filter: sets.length > 8,
    limit: 12,
    wide: true
  });
}

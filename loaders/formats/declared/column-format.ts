import type {Source} from "../../files/source.ts";
import type {Place, Row, UnitRow} from "../../rows.ts";
import {csvRecords, resumedTable} from "../csv-records.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format} from "../format.ts";
import {nodeAt, textOf, type JsonDocument, type JsonNode} from "../json-document.ts";
import {JsonLineReader, type JsonLine} from "../json-line.ts";
import {objectLines, stateOf} from "../json-lines.ts";
import {JsonFault} from "../json-tokens.ts";
import type {Resumption} from "../resumption.ts";
import {parsed, rejected, repair} from "../unit-line.ts";
import {isRole, type ColumnDeclaration} from "./declaration.ts";
import {DeclaredLog, type DeclaredLogState, type DeclaredRow, type FieldOf, type Layout} from "./declared-log.ts";
import {pathMatcher} from "./path-match.ts";

const headBytes = 64 * 1024;

/** The format of a declared map of columns: of CSV, of one JSON object per line, or of a JSON document. */
export function columnFormat(declaration: ColumnDeclaration): Format {
  const {name, match} = declaration;
  const matches = pathMatcher(`declared:${name}`, match);
  const layout = layoutOf(declaration);
  return {
    name: `declared:${name}`,
    title: `${name}, as the configuration declares it`,
    unit: "record",
    detect: (path) => (matches(path) ? 1 : 0),
    *parse(source, resumption) {
      const kind = kindOf(source, declaration);
      const state = kind === "csv" ? resumedTable(resumption)?.own : stateOf(resumption);
      const log = new DeclaredLog(source, layout, state as DeclaredLogState | undefined);
      yield* readers[kind](source, log, declaration, resumption);
      yield* log.finish();
    },
    remark: ({parsed: rows, rejected: faults}) =>
      rows === 0 ? `declared as ${name}, but ${faults === 0 ? "no" : "not one of its"} records could be read` : null
  };
}

function layoutOf({columns}: ColumnDeclaration): Layout {
  const layout: Layout = {noun: "column", roles: {}, metrics: []};
  for (const [key, value] of Object.entries(columns)) {
    if (isRole(key) && typeof value === "string") layout.roles[key] = value;
    else if (typeof value === "string") layout.metrics.push({key, metric: value, unit: undefined});
    else layout.metrics.push({key, metric: value.metric ?? key, unit: value.unit});
  }
  return layout;
}

type Kind = "csv" | "ndjson" | "document";
type Reader = (
  source: Source,
  log: DeclaredLog,
  declaration: ColumnDeclaration,
  resumption?: Resumption
) => Iterable<Row>;

/** By the first character, and whether the first line is an object in full. */
function kindOf(source: Source, {rows}: ColumnDeclaration): Kind {
  const head = source.slice(0, headBytes).toString("utf8").replace("\ufeff", "").trimStart();
  if (rows !== undefined || head.startsWith("[")) return "document";
  return head.startsWith("{") ? (isObject(head.split("\n")[0]!) ? "ndjson" : "document") : "csv";
}

function isObject(line: string): boolean {
  try {
    new JsonLineReader().read(line);
    return true;
  } catch (error) {
    if (error instanceof JsonFault) return false;
    throw error;
  }
}

const readers: Record<Kind, Reader> = {csv: csvRows, ndjson: ndjsonRows, document: documentRows};

function* csvRows(
  source: Source,
  log: DeclaredLog,
  {delimiter}: ColumnDeclaration,
  resumption?: Resumption
): Iterable<Row> {
  const resumed = resumedTable(resumption);
  let header = resumed && readHeader(resumed, log.layout);
  for (const item of csvRecords(source, {delimiter, resumption, state: () => log.state()})) {
    if ("table" in item) yield item;
    else if (item.kind === "header") {
      header = readHeader(item, log.layout);
      if (header.fault !== null) yield rejected(item.at, header.fault, item.columns.join(item.delimiter));
      else {
        yield parsed(item.at);
        yield* item.repairs;
      }
    } else if (item.kind === "record") {
      const {at, cells, repairs} = item;
      const row: DeclaredRow =
        header === null || header.fault !== null
          ? {fault: "expected records under a header with the declared columns, found another header"}
          : log.row(at, cellOf(header.columns, cells));
      yield* unitRows(at, row, repairs, cells.join(","));
    }
  }
}

/** A header must have the columns of the roles and one of a metric; further metrics may be of other files. */
function readHeader(
  {columns}: {columns: string[]},
  {roles, metrics}: Layout
): {columns: Map<string, number>; fault: string | null} {
  const places = new Map(columns.map((name, i) => [name, i]));
  const missing = Object.values(roles).filter((key) => !places.has(key));
  const measured = metrics.some(({key}) => places.has(key));
  const wanted = missing.length > 0 ? missing : measured ? [] : metrics.map(({key}) => key);
  const fault = `expected the declared ${wanted.length > 1 ? "columns" : "column"} ${wanted.join(", ")} in the header, found ${columns.join(", ")}`;
  return {columns: places, fault: wanted.length > 0 ? fault.slice(0, 1000) : null};
}

function cellOf(columns: Map<string, number>, cells: string[]): FieldOf {
  return (key) => {
    const place = columns.get(key);
    return place === undefined ? undefined : {text: cells[place]!, quoted: false};
  };
}

function* ndjsonRows(
  source: Source,
  log: DeclaredLog,
  _declaration: ColumnDeclaration,
  resumption?: Resumption
): Iterable<Row> {
  const faultOf = (json: JsonLine): string | null => log.faultOf(leafOf(json));
  for (const line of objectLines(source, {resumption, state: () => log.state(), faultOf})) {
    if ("table" in line) yield line;
    else yield* unitRows(line.at, log.row(line.at, leafOf(line.json)), line.repairs, line.json.text);
  }
}

function leafOf(json: JsonLine): FieldOf {
  return (key) => {
    const leaf = json.leaf(key);
    if (leaf === undefined || leaf.kind === "null") return undefined;
    const quoted = leaf.kind === "string";
    return {text: quoted ? String(leaf.value) : json.text.slice(leaf.start, leaf.end), quoted};
  };
}

/** Each object of the array is a unit. */
function documentRows(source: Source, log: DeclaredLog, {rows = ""}: ColumnDeclaration): Iterable<Row> {
  const units = documentUnits(source, (document) => {
    const items = nodeAt(document.root, ...steps(rows))?.items ?? [];
    const picks = items
      .filter(({whole}) => whole)
      .map((item): Pick => ({
        start: item.start,
        end: item.end,
        facts: (at) => itemRows(at, item, document, log)
      }));
    return {picks};
  });
  return withRejects(units);
}

const undeclared = "not as declared";

function* itemRows(at: Place, item: JsonNode, document: JsonDocument, log: DeclaredLog): Iterable<Row> {
  const row = log.row(at, (key) => {
    const node = nodeAt(item, ...steps(key));
    const text = node?.kind === "boolean" ? String(node.value) : textOf(document, node);
    return text === undefined ? undefined : {text, quoted: node!.kind === "string"};
  });
  if ("facts" in row) yield* row.facts;
  else yield repair(at, undeclared, document.text.slice(item.start, item.end), row.fault);
}

/** The parts of a document count as parsed before they are read: one that is not as declared is rejected after all. */
function* withRejects(rows: Iterable<Row>): Iterable<Row> {
  let held: UnitRow | null = null;
  for (const row of rows) {
    const isFault = row.table === "repair" && row.kind === undeclared;
    if (held) yield isFault ? rejected(held.at, row.after, row.before) : held;
    held = row.table === "unit" ? row : null;
    if (row.table !== "unit" && !isFault) yield row;
  }
  if (held) yield held;
}

function steps(path: string): (string | number)[] {
  return path === "" ? [] : path.split("/").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function* unitRows(at: Place, row: DeclaredRow, repairs: Iterable<Row>, text: string): Iterable<Row> {
  if ("fault" in row) return yield rejected(at, row.fault, text);
  yield parsed(at);
  yield* repairs;
  yield* row.facts;
}

import {DuckDBTypeId, type DuckDBType, type JS} from "@duckdb/node-api";
import {Failure} from "../failure.ts";
import {sha256} from "../files/digest.ts";
import type {Reader} from "../warehouse/reader.ts";
import {isLeaf, isPlace, leaves, parseExpression, type Expression, type Leaf} from "./expression.ts";

/** What each text goes through before it leaves (identities masked, credentials refused). */
export interface Guard {
  (text: string, where: string): string;
  /** The same for a text beside a key, which decides what a bare name is: `host` | `gpu-7`. */
  field(key: string, text: string, where: string): string;
}

/** Lets everything pass: for people's own terminals, never for what leaves. */
export const noGuard: Guard = Object.assign((text: string) => text, {field: (_key: string, text: string) => text});

export type Cell = string | number | boolean | Date | null;
export type ColumnType = "DOUBLE" | "VARCHAR" | "BOOLEAN" | "TIMESTAMP";

/** A query's result as it may leave: plain types, masked text, evidence as places or expression ids. */
export interface PageTable {
  names: string[];
  types: ColumnType[];
  /** Column-major. */
  columns: Cell[][];
  rows: number;
  /** Expressions by id, for cells that hold "=<id>". */
  expressions: Map<string, Expression>;
  /** Every place cited ("<source_id>:<unit>" or "<source_id>#<field>"), with the raw text looked for there. */
  places: Map<string, string>;
}

/** Runs one page query. `where` names its file in errors. */
export async function runPageQuery(reader: Reader, sql: string, where: string, guard: Guard): Promise<PageTable> {
  const {names, types: duckTypes, columns: data} = await reader.read(sql, where);
  checkNames(names, where);
  const types = duckTypes.map(columnType);
  const table: PageTable = {
    names,
    types,
    columns: names.map(() => []),
    rows: 0,
    expressions: new Map(),
    places: new Map()
  };
  const cells = names.map((name, i) =>
    isEvidence(name) ? evidenceCell(table, guard, `${where}: column ${name}`) : plainCell(duckTypes[i]!, guard, where)
  );
  const keyColumn = names.indexOf("key");
  data.forEach((column, i) => {
    const keys = names[i] === "value" && keyColumn >= 0 ? data[keyColumn] : undefined;
    table.columns[i] = column.map((value, row) =>
      value === null || value === undefined ? null : cells[i]!(value, String(keys?.[row] ?? bare(names[i]!)))
    );
  });
  table.rows = data[0]?.length ?? 0;
  nameWhatIsCited(table);
  return table;
}

/** The columns of a table file are told apart without case. */
function checkNames(names: string[], where: string): void {
  const first = new Map<string, string>();
  for (const name of names) {
    const other = first.get(name.toLowerCase());
    if (other !== undefined)
      throw new Failure(
        "failed",
        `${where}: expected columns of different names, found "${other}" and "${name}": rename one`
      );
    first.set(name.toLowerCase(), name);
  }
}

export function isEvidence(name: string): boolean {
  return name === "evidence" || name.endsWith("_evidence");
}

/** What a column is about: "host" for host and host_evidence. */
function bare(name: string): string {
  return name.replace(/_evidence$/, "");
}

function columnType(type: DuckDBType): ColumnType {
  switch (type.typeId) {
    case DuckDBTypeId.BOOLEAN:
      return "BOOLEAN";
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_S:
    case DuckDBTypeId.TIMESTAMP_MS:
    case DuckDBTypeId.TIMESTAMP_NS:
    case DuckDBTypeId.TIMESTAMP_TZ:
    case DuckDBTypeId.DATE:
      return "TIMESTAMP";
    case DuckDBTypeId.TINYINT:
    case DuckDBTypeId.SMALLINT:
    case DuckDBTypeId.INTEGER:
    case DuckDBTypeId.BIGINT:
    case DuckDBTypeId.HUGEINT:
    case DuckDBTypeId.UTINYINT:
    case DuckDBTypeId.USMALLINT:
    case DuckDBTypeId.UINTEGER:
    case DuckDBTypeId.UBIGINT:
    case DuckDBTypeId.UHUGEINT:
    case DuckDBTypeId.BIGNUM:
    case DuckDBTypeId.FLOAT:
    case DuckDBTypeId.DOUBLE:
    case DuckDBTypeId.DECIMAL:
      return "DOUBLE";
    default:
      return "VARCHAR";
  }
}

function plainCell(type: DuckDBType, guard: Guard, where: string): (value: JS, key: string) => Cell {
  switch (columnType(type)) {
    case "BOOLEAN":
      return (value) => Boolean(value);
    case "TIMESTAMP":
      return (value) => value as Date;
    case "DOUBLE":
      return (value) => exactNumber(value as number | bigint, type.typeId, where);
    default:
      return (value, key) => (typeof value === "string" ? guard.field(key, value, where) : guard(textOf(value), where));
  }
}

function textOf(value: JS): string {
  return typeof value === "bigint" ? String(value) : JSON.stringify(value, bigintText);
}

function bigintText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

function exactNumber(value: number | bigint, type: DuckDBTypeId, where: string): number {
  const number = Number(value);
  if (typeof value === "bigint" ? BigInt(number) !== value : type === DuckDBTypeId.DECIMAL && Math.abs(value) > 2 ** 53)
    throw new Failure(
      "failed",
      `${where}: expected integers up to 2^53, found ${value}: cast the column to VARCHAR in the query`
    );
  return number;
}

/** The value beside an evidence cell is what the Source page's window must show: `x` for `x_evidence`. */
function nameWhatIsCited({names, columns, places}: PageTable): void {
  names.forEach((name, i) => {
    if (!isEvidence(name)) return;
    const beside = columns[names.indexOf(name === "evidence" ? "value" : name.slice(0, -"_evidence".length))];
    if (!beside) return;
    columns[i]!.forEach((place, row) => {
      if (typeof place === "string" && places.get(place) === "" && beside[row] !== null)
        places.set(place, String(beside[row]));
    });
  });
}

/** Places stay as they are; an expression becomes "=<id>" and is kept. */
function evidenceCell(table: PageTable, guard: Guard, where: string): (value: JS, key: string) => Cell {
  return (value, key) => {
    const text = String(value);
    if (!text.startsWith("{")) {
      if (!isPlace(text))
        throw new Failure(
          "failed",
          `${where}: expected a place, found ${JSON.stringify(text.slice(0, 40))}: select evidence_of(source_id, unit)`
        );
      if (!table.places.has(text)) table.places.set(text, "");
      return text;
    }
    const expression = readExpression(text, where);
    for (const [place, raw] of leaves(expression))
      if (place && !table.places.get(place)) table.places.set(place, String(raw ?? ""));
    const id = sha256(text).slice(0, 12);
    table.expressions.set(
      id,
      guarded(expression, (raw) => guard.field(key, raw, where))
    );
    return `=${id}`;
  };
}

/** Raw words in an expression leave with it. Different words stay different, so that distinct ones can be counted. */
function guarded({fn, n, of}: Expression, guard: (raw: string) => string): Expression {
  const shown = new Map<string, string>();
  const taken = new Set<string>();
  const show = (raw: string): string => {
    let text = shown.get(raw) ?? guard(raw);
    while (!shown.has(raw) && taken.has(text)) text += "•";
    shown.set(raw, text);
    taken.add(text);
    return text;
  };
  const parts = of.map((part): Leaf | Expression => {
    if (!isLeaf(part)) return guarded(part, guard);
    const [place, raw] = part;
    return [place, typeof raw === "string" ? show(raw) : raw];
  });
  return {fn, n, of: parts};
}

function readExpression(text: string, where: string): Expression {
  try {
    return parseExpression(text);
  } catch (error) {
    throw new Failure(
      "failed",
      `${where}: expected a place or an expression, found another text: ${error instanceof Error ? error.message : String(error)}`
    );
  }
}

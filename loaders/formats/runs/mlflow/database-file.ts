import type {Source} from "../../../files/source.ts";
import type {Place, Row, UnitRow} from "../../../rows.ts";
import {hexExcerpt} from "../../binary/byte-window.ts";
import type {Format, Head} from "../../format.ts";
import {beginsDatabase, Database, headBytes, readHeader} from "../../sqlite/database.ts";
import {PageMap} from "../../sqlite/page-map.ts";
import {SqliteFault} from "../../sqlite/record.ts";
import {ignored, parsed, pending, rejected, repair} from "../../unit-line.ts";
import {DatabaseFacts} from "./database-facts.ts";
import {pageText} from "./database-text.ts";

const signature = [
  "experiments",
  "runs",
  "metrics",
  "params",
  "tags",
  "latest_metrics",
  "alembic_version",
  "experiment_tags"
];

/** Tables that tell of no run, by what they tell of. */
const otherTables: [RegExp, string][] = [
  [/^latest_metrics$/, "latest_metrics, which repeats the last rows of metrics"],
  [/^alembic_version$/, "version of the schema"],
  [/^experiment_tags$/, "tags of experiments"],
  [/^(registered_model|model_version)/, "model registry"],
  [/^(datasets|inputs|input_tags|evaluation_dataset)/, "data sets"],
  [/^(trace|spans|assessments)/, "traces"],
  [/^logged_model/, "logged models"],
  [/^sqlite_/, "table of SQLite itself"]
];

/** MLflow's database of runs. The unit is a page: a fact leads to the page that its row begins in. */
export const mlflowSqlite: Format = {
  name: "mlflow-sqlite",
  title: "MLflow database",
  unit: "record",
  /** A SQLite database whose first pages hold MLflow's table definitions. */
  detect(_path: string, {bytes}: Head): number {
    if (!beginsDatabase(bytes)) return 0;
    const text = Buffer.from(bytes).toString("latin1");
    const found = signature.filter((name) =>
      new RegExp(`CREATE TABLE ["\`]?${name}["\`]?\\s*\\(`, "i").test(text)
    ).length;
    const keyed = /\brun_uuid\b/.test(text) && /\bis_nan\b|\blifecycle_stage\b/.test(text);
    return found >= 3 && keyed ? 0.98 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const whole = {unit: 1, line: null, start: 0, end: source.bytes};
    if (source.bytes === 0) return;
    if (source.bytes < headBytes) return yield pending(whole);
    try {
      readHeader(source.slice(0, headBytes));
    } catch (error) {
      if (!(error instanceof SqliteFault)) throw error;
      return yield rejected(whole, error.message, hexExcerpt(source.slice(0, headBytes)));
    }
    yield* databaseRows(source, new Database(source));
  },
  decode: (source) => pageText(source)
};

function* databaseRows(source: Source, database: Database): Iterable<Row> {
  const {pageSize} = database.header;
  const placeOf = (page: number): Place => ({
    unit: page,
    line: null,
    start: (page - 1) * pageSize,
    end: page * pageSize
  });
  const facts = new DatabaseFacts(source);
  const map = new PageMap(database);
  for (let page = 1; page <= database.pages; page++) {
    const unit = pageUnit(database, map, facts, page, placeOf(page));
    yield unit;
    if (page === 1 && unit.outcome === "parsed") yield* notes(database, placeOf(1));
  }
  const end = database.pages * pageSize;
  if (end < source.bytes) yield pending({unit: database.pages + 1, line: null, start: end, end: source.bytes});
  yield* facts.read(map, placeOf);
}

function pageUnit(database: Database, map: PageMap, {tables}: DatabaseFacts, page: number, at: Place): UnitRow {
  const excerpt = () => hexExcerpt(database.page(page));
  const broken = map.broken.get(page);
  if (broken !== undefined) return rejected(at, broken, excerpt());
  if (page === 1) return parsed(at);
  const role = map.role(page);
  if (role === null)
    return rejected(at, "expected a table, an index or the free pages to lead to this page, found none", excerpt());
  if (role === "free") return ignored(at, "free page");
  if (role === "pointer map" || role === "lock") return ignored(at, `${role} page`);
  if (role === "index") return ignored(at, "index of a table");
  if (role === "interior") return ignored(at, "interior page of a table");
  const {name, root} = map.owner(page);
  if (root === 1 || Object.hasOwn(tables, name)) return parsed(at);
  return ignored(at, otherTables.find(([pattern]) => pattern.test(name))?.[1] ?? "table that MLflow's runs do not use");
}

function* notes({header, pages}: Database, at: Place): Iterable<Row> {
  if (header.walMode)
    yield repair(
      at,
      "write-ahead log",
      "the database may have rows in a -wal file beside it",
      "rows of this file only"
    );
  if (header.pages > pages)
    yield repair(at, "truncated database", `${header.pages} pages by its own count`, `${pages} pages`);
}

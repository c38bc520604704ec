import type {Source} from "../../../files/source.ts";
import type {Place, Row} from "../../../rows.ts";
import {metricName} from "../../run-log/metric-name.ts";
import {StepLog} from "../../run-log/step-log.ts";
import type {PageMap} from "../../sqlite/page-map.ts";
import type {SqlValue} from "../../sqlite/record.ts";
import type {SchemaEntry} from "../../sqlite/schema.ts";
import {readEpoch} from "../../timestamp.ts";
import {repair} from "../../unit-line.ts";
import {metaRows, paramRows, artifactFolder, artifactPath, tagRows} from "./run-facts.ts";

type Values = ReadonlyMap<string, SqlValue>;
type Facts = (at: Place, row: Values) => Iterable<Row>;

/** Facts of the tables that tell of runs, in the order in which they are told. */
export class DatabaseFacts {
  readonly #log: StepLog;

  readonly tables: Record<string, Facts> = {
    experiments: (at, row) => this.#experiment(at, row),
    runs: (at, row) => this.#run(at, row),
    tags: (at, row) => this.#named(at, row, tagRows),
    params: (at, row) => this.#named(at, row, paramRows),
    metrics: (at, row) => this.#metric(at, row)
  };

  constructor(source: Source) {
    this.#log = new StepLog(source);
  }

  /** Every row of these tables; `placeOf` gives a page's place. Rows that are broken are left out, and said so. */
  *read(map: PageMap, placeOf: (page: number) => Place): Iterable<Row> {
    for (const [name, facts] of Object.entries(this.tables)) {
      const table = map.table(name);
      if (!table) continue;
      for (const {page, rowid, values, reason} of map.rows(table)) {
        const at = placeOf(page);
        if (values) yield* facts(at, namedValues(table, rowid, values));
        else yield repair(at, "row that cannot be read", `${name}, row ${rowid}: ${reason}`, "left out");
      }
    }
    yield* this.#log.finish();
  }

  *#experiment(at: Place, row: Values): Iterable<Row> {
    const [name, location] = [textOf(row, "name"), textOf(row, "artifact_location")];
    const rest = ["experiment_id", "lifecycle_stage", "creation_time", "last_update_time"];
    const attributes = JSON.stringify(Object.fromEntries(rest.map((key) => [key, textOf(row, key)])));
    yield {table: "record", at, values: {kind: "experiment", name: name ?? "", text: location, attributes}};
    if (location !== null)
      yield {table: "artifact", at, values: {kind: "artifact folder", path: artifactPath(location)}};
  }

  *#run(at: Place, row: Values): Iterable<Row> {
    const id = textOf(row, "run_uuid");
    if (id === null) return;
    const run = this.#log.run(at, id);
    for (const key of row.keys()) {
      const text = key === "run_uuid" ? null : textOf(row, key);
      if (text === null) continue;
      if (key === "artifact_uri") yield* artifactFolder(this.#log, at, text);
      else yield* metaRows(this.#log, run, at, key, text);
    }
  }

  *#named(at: Place, row: Values, facts: typeof tagRows): Iterable<Row> {
    const [id, key, value] = [textOf(row, "run_uuid"), textOf(row, "key"), textOf(row, "value")];
    if (id === null || key === null || value === null) return;
    yield* facts(this.#log, this.#log.run(at, id), at, key, value);
  }

  *#metric(at: Place, row: Values): Iterable<Row> {
    const [id, name, written] = [textOf(row, "run_uuid"), textOf(row, "key"), row.get("value")];
    if (id === null || name === null || (typeof written !== "number" && typeof written !== "bigint")) return;
    const value = Number(row.get("is_nan") ?? 0) === 1 ? NaN : Number(written);
    const value_raw = typeof written === "bigint" ? String(written) : null;
    const [step, stamp] = [row.get("step"), textOf(row, "timestamp")];
    yield* this.#log.step(at, {
      logged: id,
      key: name,
      measurements: [{...metricName(name), value, value_raw}],
      split: null,
      step: step === null || step === undefined ? null : Number(step),
      epoch: null,
      time: stamp === null ? undefined : readEpoch(Number(stamp), stamp)
    });
  }
}

/** A row's values by column; the column that is the rowid itself stands as null in the row. */
export function namedValues({columns, rowidColumn}: SchemaEntry, rowid: number, values: SqlValue[]): Values {
  return new Map(
    values.map((value, i) => {
      const column = columns[i] ?? `column ${i + 1}`;
      return [column, value === null && column === rowidColumn ? rowid : value];
    })
  );
}

/** A value as text; null for null and for bytes that are no text. */
function textOf(row: Values, key: string): string | null {
  const value = row.get(key);
  return value === null || value === undefined || value instanceof Uint8Array ? null : String(value);
}

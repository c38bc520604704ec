import type {DuckDBConnection} from "@duckdb/node-api";
import type {Found} from "../files/discover.ts";
import type {Source} from "../files/source.ts";
import type {Format} from "../formats/format.ts";
import type {FactRow, Place, Row} from "../rows.ts";
import {storedTables} from "./layout.ts";
import {Ledger} from "./ledger.ts";
import {SeriesBook} from "./series.ts";
import {TableWriter} from "./table-writer.ts";
import {UnitWriter} from "./unit-writer.ts";

/** A row of table `source` with the file it was read from. Counts are numbers once read back. */
export interface SourceRow {
  source_id: string;
  path: string;
  format: string | null;
  guess: string | null;
  confidence: number;
  sha256: string | null;
  digest: string | null;
  bytes: number;
  unit_kind: string | null;
  units: number;
  units_parsed: number;
  units_rejected: number;
  units_ignored: number;
  units_pending: number;
  row_count: number;
  reject_count: number;
  repair_count: number;
  same_content_as: string | null;
  note: string | null;
  file: string;
}

export function emptySource({
  sourceId,
  path,
  file,
  bytes,
  sha256,
  digest
}: Found & {bytes: number; sha256: string | null; digest: string | null}): SourceRow {
  const counts = {
    units: 0,
    units_parsed: 0,
    units_rejected: 0,
    units_ignored: 0,
    units_pending: 0,
    row_count: 0,
    reject_count: 0,
    repair_count: 0
  };
  const unknown = {format: null, guess: null, confidence: 0, unit_kind: null, same_content_as: null, note: null};
  return {source_id: sourceId, path, file, bytes, sha256, digest, ...unknown, ...counts};
}

/** Writes sources and their facts, with a ledger for each that proves no unit was dropped. */
export class SourceWriter {
  private readonly tables: Map<string, TableWriter>;
  private readonly series: SeriesBook;
  private readonly units: UnitWriter;

  static async open(connection: DuckDBConnection): Promise<SourceWriter> {
    const tables = new Map<string, TableWriter>();
    for (const name of [...storedTables, "point", "point_set", "event_line"])
      tables.set(name, await TableWriter.open(connection, name));
    return new SourceWriter(tables, await SeriesBook.open(connection, tables.get("series")!));
  }

  private constructor(tables: Map<string, TableWriter>, series: SeriesBook) {
    this.tables = tables;
    this.series = series;
    this.units = new UnitWriter(tables.get("unit_block")!);
  }

  /** A file nobody parses: unrecognised, unreadable, or a twin of another. */
  writeUnread(row: SourceRow): void {
    const {file, ...columns} = row;
    this.append("source", columns);
    this.append("ingest_state", {source_id: row.source_id, file});
  }

  writeParsed(row: SourceRow, format: Format, source: Source): void {
    const ledger = new Ledger(row.path);
    const counts = {row_count: 0, reject_count: 0, repair_count: 0};
    for (const item of parse(format, source)) this.writeRow(item, row.source_id, ledger, counts);
    const units = ledger.finish(row.bytes);
    this.units.flush();
    for (const [rule, {units: n, firstLine}] of ledger.ignored)
      this.append("ignored", {source_id: row.source_id, rule, units: n, first_line: firstLine});
    const {parsed, rejected, ignored, pending} = ledger.counts;
    this.writeUnread({
      ...row,
      ...counts,
      units,
      units_parsed: parsed,
      units_rejected: rejected,
      units_ignored: ignored,
      units_pending: pending
    });
  }

  close(): void {
    for (const table of this.tables.values()) table.close();
  }

  private writeRow(
    item: Row,
    source_id: string,
    ledger: Ledger,
    counts: {row_count: number; reject_count: number; repair_count: number}
  ): void {
    const place = placeColumns(source_id, item.at);
    if (item.table === "unit") {
      const reject = ledger.take(item);
      this.units.add(source_id, item.at);
      if (!reject) return;
      this.append("reject", {...place, reason: reject.reason, text: reject.text});
      counts.reject_count += 1;
    } else if (item.table === "repair") {
      this.append("repair", {...place, kind: item.kind, before: item.before, after: item.after});
      counts.repair_count += 1;
    } else {
      this.writeFact(source_id, item, place);
      counts.row_count += 1;
    }
  }

  private writeFact(source_id: string, {table, at, values}: FactRow, place: Record<string, unknown>): void {
    if (table === "metric") this.append("point", pointColumns(this.series.of(source_id, values), at.unit, values));
    else if (table === "event") this.append("event_fact", {source_id, unit: at.unit, ...values});
    else this.append(table, {...place, ...values});
  }

  private append(table: string, values: Record<string, unknown>): void {
    this.tables.get(table)!.append(values);
  }
}

function* parse(format: Format, source: Source): Iterable<Row> {
  try {
    yield* format.parse(source);
  } catch (error) {
    throw new Error(
      `${source.path}: the ${format.name} parser failed: ${error instanceof Error ? error.message : String(error)}`,
      {cause: error}
    );
  }
}

function placeColumns(source_id: string, at: Place): Record<string, unknown> {
  return {source_id, unit: at.unit, byte_start: at.start, byte_end: at.end, line: at.line};
}

const nonfinite: Record<string, number> = {nan: NaN, inf: Infinity, "-inf": -Infinity};

function pointColumns(series: number, unit: number, values: FactRow["values"]): Record<string, unknown> {
  const {step, epoch, time, time_raw, value_raw} = values;
  const value = values.nonfinite ? nonfinite[values.nonfinite as string] : values.value;
  return {series, unit, step, epoch, time, time_raw, value, value_raw};
}

import type {DuckDBConnection} from "@duckdb/node-api";
import {Failure} from "../failure.ts";
import type {Source} from "../files/source.ts";
import type {Format} from "../formats/format.ts";
import type {LineScanner} from "../formats/line-scanner.ts";
import type {FactRow, Place, ScannedRow} from "../rows.ts";
import type {Candidate} from "./candidate.ts";
import {EventStreams} from "./event-streams.ts";
import {storedTables} from "./layout.ts";
import type {LineStore} from "./line-store.ts";
import type {Reading} from "./reading.ts";
import {SeriesBook} from "./series.ts";
import {TableWriter} from "./table-writer.ts";
import {UnitWriter} from "./unit-writer.ts";

/** A row of table `source`. Counts are numbers once read back. */
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
  encoding: string | null;
}

export function emptySource({sourceId, path, bytes, sha256, digest, note, encoding}: Candidate): SourceRow {
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
  const unknown = {format: null, guess: null, confidence: 0, unit_kind: null, same_content_as: null};
  return {source_id: sourceId, path, bytes, sha256, digest, note, encoding, ...unknown, ...counts};
}

/** Writes sources and their facts, with a ledger for each that proves no unit was dropped. */
export class SourceWriter {
  private readonly tables: Map<string, TableWriter>;
  private readonly series: SeriesBook;
  private readonly units: UnitWriter;
  private readonly streams: EventStreams;
  private readonly lines: LineStore | null;

  /** `resumed`: sources whose reading goes on from an earlier one. */
  static async open(
    connection: DuckDBConnection,
    resumed: string[] = [],
    lines: LineStore | null = null
  ): Promise<SourceWriter> {
    const tables = new Map<string, TableWriter>();
    for (const name of [...storedTables, "point", "point_set", "event_line"])
      tables.set(name, await TableWriter.open(connection, name));
    const series = await SeriesBook.open(connection, tables.get("series")!, resumed);
    const streams = await EventStreams.open(connection, tables.get("event_stream")!);
    return new SourceWriter(tables, series, streams, lines);
  }

  private constructor(
    tables: Map<string, TableWriter>,
    series: SeriesBook,
    streams: EventStreams,
    lines: LineStore | null
  ) {
    this.tables = tables;
    this.series = series;
    this.streams = streams;
    this.lines = lines;
    this.units = new UnitWriter(tables.get("unit_block")!);
  }

  /** A file nobody parses: unrecognised, unreadable, or a twin of another. */
  writeUnread(row: SourceRow, candidate: Candidate, resume: Uint8Array | null = null): void {
    this.append("source", {...row});
    this.append("ingest_state", {...stateColumns(candidate), resume});
  }

  /** Returns the row as written. A `reading` that goes on from an earlier one adds to its rows and counts. */
  writeParsed(row: SourceRow, candidate: Candidate, format: Format, source: Source, reading: Reading): SourceRow {
    const {ledger, counts} = reading;
    reading.begin(row.source_id, this.units);
    const {series, streams, units: places} = this;
    const scanner = format.scan && this.lines?.scanner(candidate, {series, streams, units: places});
    try {
      for (const item of parse(format, source, reading, scanner || undefined)) this.writeRow(item, candidate, reading);
    } finally {
      if (scanner) scanner.close();
    }
    const units = ledger.finish(row.bytes);
    this.units.flush();
    for (const [rule, {units: n, firstLine}] of ledger.ignored)
      this.append("ignored", {source_id: row.source_id, rule, units: n, first_line: firstLine});
    const {parsed, rejected, ignored, pending} = ledger.counts;
    const became = {units_parsed: parsed, units_rejected: rejected, units_ignored: ignored, units_pending: pending};
    const note = format.remark?.(ledger.counts) ?? row.note;
    const written = {...row, ...counts, note, units, ...became};
    this.writeUnread(written, candidate, reading.resume());
    return written;
  }

  close(): void {
    for (const table of this.tables.values()) table.close();
  }

  private writeRow(item: ScannedRow, candidate: Candidate, reading: Reading): void {
    const {ledger, counts} = reading;
    const place = placeColumns(candidate.sourceId, item.at);
    if (item.table === "taken") {
      ledger.takeParsed(item.units, item.at, item.to);
      counts.row_count += item.facts;
    } else if (item.table === "unit") {
      const reject = ledger.take(item);
      this.units.add(candidate.sourceId, item.at);
      if (!reject) return;
      this.append("reject", {...place, reason: reject.reason, text: reject.text});
      counts.reject_count += 1;
    } else if (item.table === "repair") {
      this.append("repair", {...place, kind: item.kind, before: item.before, after: item.after});
      counts.repair_count += 1;
    } else {
      this.writeFact(candidate, item, place);
      reading.tell(item);
    }
  }

  private writeFact({sourceId, part}: Candidate, {table, at, values}: FactRow, place: Record<string, unknown>): void {
    if (table === "metric") this.append("point", pointColumns(this.series.of(sourceId, values), at.unit, values));
    else if (table === "event") this.append("event_fact", {source_id: sourceId, unit: at.unit, ...values});
    else if (table === "run" && part)
      this.append(table, {...place, ...values, part_of: part.of, part_order: part.order});
    else this.append(table, {...place, ...values});
  }

  private append(table: string, values: Record<string, unknown>): void {
    this.tables.get(table)!.append(values);
  }
}

function* parse(format: Format, source: Source, {resumption}: Reading, scanner?: LineScanner): Iterable<ScannedRow> {
  try {
    yield* scanner && format.scan ? format.scan(source, resumption, scanner) : format.parse(source, resumption);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Error(
      `${source.path}: the ${format.name} parser failed: ${error instanceof Error ? error.message : String(error)}`,
      {cause: error}
    );
  }
}

function placeColumns(source_id: string, at: Place): Record<string, unknown> {
  return {source_id, unit: at.unit, byte_start: at.start, byte_end: at.end, line: at.line};
}

function stateColumns({sourceId, file, stamp, seen, note, chunks}: Candidate): Record<string, unknown> {
  return {source_id: sourceId, file, ...stamp, seen, fault: note, chunks};
}

const nonfinite: Record<string, number> = {nan: NaN, inf: Infinity, "-inf": -Infinity};

function pointColumns(series: number, unit: number, values: FactRow["values"]): Record<string, unknown> {
  const {step, epoch, time, time_raw, value_raw} = values;
  const value = values.nonfinite ? nonfinite[values.nonfinite as string] : values.value;
  return {series, unit, step, epoch, time, time_raw, value, value_raw};
}

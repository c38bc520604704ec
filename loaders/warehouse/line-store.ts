import type {DuckDBAppender, DuckDBConnection, DuckDBInstance} from "@duckdb/node-api";
import {availableParallelism} from "node:os";
import {openLines} from "../../native/index.ts";
import type {Candidate} from "./candidate.ts";
import type {EventStreams} from "./event-streams.ts";
import {duckdbLibrary, leastScanned, lineReader} from "./line-reader.ts";
import {NativeLineScanner} from "./line-scanner.ts";
import type {SeriesBook} from "./series.ts";
import type {UnitWriter} from "./unit-writer.ts";

const mostThreads = 8;
const tables = ["point", "point_set", "event_line"];

interface Lane {
  connection: DuckDBConnection;
  appenders: DuckDBAppender[];
}

/** What a scanner needs to say whom its lines belong to. */
export interface Books {
  series: SeriesBook;
  streams: EventStreams;
  units: UnitWriter;
}

/** Where scanners store lines: a connection of its own for each thread, each with one transaction. */
export class LineStore {
  readonly library: string;
  /** Appenders as the bindings know them, by thread and table. */
  readonly appenders: object[][];
  readonly unitAppender: object;
  readonly #lanes: Lane[];

  /** Null where the addon or DuckDB's library cannot be had: the parsers read every line then. */
  static async open(instance: DuckDBInstance): Promise<LineStore | null> {
    const library = duckdbLibrary();
    if (library === null || !lineReader().native) return null;
    const lanes: Lane[] = [];
    const setting = await instance.connect();
    await setting.run("SET threads = 1");
    setting.closeSync();
    for (let i = 0; i < Math.min(availableParallelism(), mostThreads); i++) {
      const connection = await instance.connect();
      await connection.run("BEGIN");
      const names = i === 0 ? [...tables, "unit_block"] : tables;
      const appenders: DuckDBAppender[] = [];
      for (const name of names) appenders.push(await connection.createAppender(name));
      lanes.push({connection, appenders});
    }
    return new LineStore(library, lanes);
  }

  private constructor(library: string, lanes: Lane[]) {
    this.library = library;
    this.#lanes = lanes;
    this.appenders = lanes.map(({appenders}) => appenders.slice(0, tables.length).map(handleOf));
    this.unitAppender = handleOf(lanes[0]!.appenders[tables.length]!);
  }

  get threads(): number {
    return this.#lanes.length;
  }

  /** Null for a source that a parser reads as fast. */
  scanner({content, bytes, sourceId}: Candidate, books: Books): NativeLineScanner | null {
    if (bytes < leastScanned) return null;
    return new NativeLineScanner(this, openLines(this.threads)!, {file: content, bytes, sourceId}, books);
  }

  /** Makes what was stored part of the warehouse. */
  async commit(): Promise<void> {
    for (const {appenders} of this.#lanes) for (const appender of appenders) appender.closeSync();
    await this.#lanes[0]!.connection.run("RESET threads");
    await Promise.all(this.#lanes.map(({connection}) => connection.run("COMMIT")));
  }

  close(): void {
    for (const {connection} of this.#lanes) connection.closeSync();
  }
}

/** node-api keeps the handle of the bindings in a private field. */
function handleOf(appender: DuckDBAppender): object {
  return (appender as unknown as {appender: object}).appender;
}

import {listValue, type DuckDBConnection} from "@duckdb/node-api";
import type {EventMember} from "../formats/line-scanner.ts";
import type {TableWriter} from "./table-writer.ts";

/** Numbers what the events of a source have in common and writes table event_stream. */
export class EventStreams {
  readonly #table: TableWriter;
  #next: number;

  static async open(connection: DuckDBConnection, table: TableWriter): Promise<EventStreams> {
    const last = await connection.runAndReadAll("SELECT coalesce(max(stream), 0) FROM event_stream");
    return new EventStreams(table, Number(last.getRows()[0]![0]) + 1);
  }

  private constructor(table: TableWriter, next: number) {
    this.#table = table;
    this.#next = next;
  }

  /** The number of a new stream, whose lines have these literals in common. */
  add(source_id: string, member: EventMember, literals: string[]): number {
    const stream = this.#next++;
    this.#table.append({stream, source_id, ...member, literals: listValue(literals)});
    return stream;
  }
}

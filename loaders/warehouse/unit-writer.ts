import {listValue, type DuckDBListValue} from "@duckdb/node-api";
import type {Place} from "../rows.ts";
import type {TableWriter} from "./table-writer.ts";

const blockUnits = 2048;
const blockBytes = 2 ** 32 - 1;

/** A block that is not written yet. */
export interface OpenBlock {
  first: Place;
  end: number;
  starts: number[];
  lines: number[] | null;
}

/** Writes the places of a source's units as blocks of offsets (table unit_block). */
export class UnitWriter {
  readonly #table: TableWriter;
  #source = "";
  #first: Place | null = null;
  #end = 0;
  #starts: number[] = [];
  #lines: number[] | null = null;
  #stored = {source: "", unit: 0};

  constructor(table: TableWriter) {
    this.#table = table;
  }

  /** The next unit of a source; units come in order. */
  add(source_id: string, at: Place): void {
    if (this.#stored.source === source_id && at.unit <= this.#stored.unit) return;
    const first = this.#first;
    if (
      !first ||
      this.#source !== source_id ||
      this.#starts.length === blockUnits ||
      at.start - first.start > blockBytes
    )
      this.#begin(source_id, at);
    const start = this.#first!;
    if (at.line !== null && start.line !== null) {
      const expected = start.line + this.#starts.length;
      if (this.#lines === null && at.line !== expected) this.#lines = this.#starts.map((_, i) => i);
      this.#lines?.push(at.line - start.line);
    }
    this.#starts.push(at.start - start.start);
    this.#end = at.end;
  }

  /** The places of units up to `unit` are stored by another. */
  leave(source: string, unit: number): void {
    this.flush();
    this.#stored = {source, unit};
  }

  /** The block that is still open; null where none is. */
  open(): OpenBlock | null {
    return this.#first && {first: this.#first, end: this.#end, starts: this.#starts, lines: this.#lines};
  }

  /** Goes on with a block that was open. */
  reopen(source_id: string, {first, end, starts, lines}: OpenBlock): void {
    this.#begin(source_id, first);
    this.#end = end;
    this.#starts = starts;
    this.#lines = lines;
  }

  /** Writes what is left. */
  flush(): void {
    const first = this.#first;
    if (first === null) return;
    this.#table.append({
      source_id: this.#source,
      first_unit: first.unit,
      byte_start: first.start,
      byte_end: this.#end,
      line: first.line,
      starts: listOf(this.#starts),
      lines: this.#lines && listOf(this.#lines)
    });
    this.#first = null;
  }

  #begin(source_id: string, at: Place): void {
    this.flush();
    this.#source = source_id;
    this.#first = at;
    this.#starts = [];
    this.#lines = null;
  }
}

function listOf(numbers: number[]): DuckDBListValue {
  return listValue(numbers);
}

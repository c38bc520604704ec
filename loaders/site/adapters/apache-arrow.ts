import {Column, tableFromArrays, tableFromIPC as decodeTable, type Table} from "@uwdata/flechette";

export * from "@uwdata/flechette";

/** Plot reads a column that holds nulls through this method of apache-arrow's. */
Object.defineProperty(Column.prototype, "toJSON", {
  value(this: Iterable<unknown>) {
    return [...this];
  }
});

type Encoded = ArrayBuffer | Uint8Array;
type Source = Encoded | Table | Response;

/** Dates come as Date, 64-bit integers as numbers. */
const extraction = {useDate: true};

/**
 * What FileAttachment's `arrow()` and `parquet()` call: reads Arrow IPC bytes or a response that holds them; a table
 * already read passes through.
 */
export function tableFromIPC(source: Source | Promise<Source>): Table | Promise<Table> {
  if (source instanceof Promise) return source.then(tableFromIPC);
  if (source instanceof Response) return source.arrayBuffer().then(tableFromIPC);
  return source instanceof ArrayBuffer || source instanceof Uint8Array ? decodeTable(source, extraction) : source;
}

/** A table from objects; a key that an object lacks is null there. */
export function tableFromJSON(rows: Record<string, unknown>[]): Table {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return tableFromArrays(
    Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name] ?? null)])),
    extraction
  );
}

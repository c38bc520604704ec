import {tableToIPC, type Table} from "@uwdata/flechette";
import * as duckdb from "@duckdb/duckdb-wasm";
import {readTable} from "./parquet-table.ts";

export * from "@duckdb/duckdb-wasm";

/** From the site itself; DuckDB's own function goes through a blob address, which the page's policy forbids. */
export function createWorker(url: string): Promise<Worker> {
  return Promise.resolve(new Worker(url));
}

/** A report ships one of DuckDB's builds: the one with WebAssembly exceptions, which browsers have had since 2022. */
export async function selectBundle({
  eh
}: {
  eh?: {mainModule: string; mainWorker: string};
}): Promise<duckdb.DuckDBBundle> {
  const {wasmExceptions} = await duckdb.getPlatformFeatures();
  if (!eh || !wasmExceptions) throw new Error("DuckDBClient and sql need a browser with WebAssembly exceptions");
  return {...eh, pthreadWorker: null};
}

type ArrowTable = Parameters<duckdb.AsyncDuckDBConnection["insertArrowTable"]>[0];
type ArrowOptions = Parameters<duckdb.AsyncDuckDBConnection["insertArrowTable"]>[1];

const connection = duckdb.AsyncDuckDBConnection.prototype;
const database = duckdb.AsyncDuckDB.prototype;
const {insertArrowTable, query} = connection;
const {registerFileURL} = database;
const addresses = new WeakMap<object, Map<string, string>>();

/** The report's Arrow tables are flechette's, which only share their bytes with those of apache-arrow. */
connection.insertArrowTable = async function (table: ArrowTable | Table, options: ArrowOptions) {
  if ("batches" in table && "schema" in table && table.schema.constructor.name === "Schema")
    return insertArrowTable.call(this, table as ArrowTable, options);
  const bytes = tableToIPC(table as Table, {format: "stream"});
  if (bytes) await this.insertArrowFromIPCStream(bytes, options);
};

database.registerFileURL = async function (name, url, ...rest) {
  const known = addresses.get(this) ?? new Map<string, string>();
  addresses.set(this, known.set(name, url));
  return registerFileURL.call(this, name, url, ...rest);
};

/** Framework loads a Parquet file with this statement; DuckDB would fetch an extension for it, hyparquet needs none. */
const loadsParquet = /^CREATE (?:TABLE|VIEW) '([^']+)' AS SELECT \* FROM parquet_scan\('([^']+)'\)$/;

connection.query = async function (this: duckdb.AsyncDuckDBConnection, text: string) {
  const [, name, file] = loadsParquet.exec(text) ?? [];
  const address = file && addresses.get(this.bindings)?.get(file);
  if (!name || !address) return query.call(this, text);
  const table = await readTable(new Uint8Array(await (await fetch(address)).arrayBuffer()));
  await connection.insertArrowTable.call(this, table as unknown as ArrowTable, {name, schema: "main"});
  return query.call(this, "SELECT 1 AS loaded");
} as typeof query;

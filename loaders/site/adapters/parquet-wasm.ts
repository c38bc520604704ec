import type {Table} from "@uwdata/flechette";
import {readTable} from "./parquet-table.ts";

/** There is nothing to start: hyparquet is plain JavaScript. */
export default async function start(): Promise<void> {}

/** The surface that FileAttachment's `parquet()` uses; what it calls a stream is the table itself, which our Arrow module passes on. */
export function readParquet(bytes: Uint8Array): {intoIPCStream(): Promise<Table>} {
  return {intoIPCStream: () => readTable(bytes)};
}

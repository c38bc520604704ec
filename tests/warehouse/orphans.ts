import {DuckDBInstance} from "@duckdb/node-api";
import {currentGeneration} from "../../loaders/warehouse/generation.ts";

/** Rows of a dictionary that no row refers to, and numbers that none has told. */
export async function orphans(warehouse: string): Promise<unknown[]> {
  const instance = await DuckDBInstance.create(currentGeneration(warehouse)!, {access_mode: "READ_ONLY"});
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(
    `SELECT 'series', count(*) FROM series WHERE row_set IS NULL AND series NOT IN (SELECT series FROM point)
     UNION ALL SELECT 'row set', count(*) FROM series WHERE row_set IS NOT NULL AND row_set NOT IN (SELECT row_set FROM point_set)
     UNION ALL SELECT 'stream', count(*) FROM event_stream WHERE stream NOT IN (SELECT stream FROM event_line)
     UNION ALL SELECT 'twice', count(*) - count(DISTINCT (source_id, run_id, name, name_raw, split, unit_name, higher_is_better, row_set, col)) FROM series
     UNION ALL SELECT 'small blocks', count(*) - count(DISTINCT source_id) FROM unit_block`
  );
  connection.closeSync();
  instance.closeSync();
  return reader.getRows().filter(([, n]) => n !== 0n);
}

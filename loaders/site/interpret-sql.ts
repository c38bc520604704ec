import {readFileSync} from "node:fs";
import {relative} from "node:path";
import {runPageQuery} from "../evidence/page-query.ts";
import {writeShards} from "../evidence/shards.ts";
import {writers} from "../evidence/table-file.ts";
import {exitCodes, Failure} from "../failure.ts";
import {Reader} from "../warehouse/reader.ts";
import {readSession} from "./session.ts";
import {tableForm} from "./tables.ts";

/**
 * The `.sql` data loader: `node interpret-sql.js <stage>/data/runs.parquet.sql` writes the table to stdout. Framework
 * runs it in a preview; a build runs the same steps in one process (tables.ts). The session file beside the stage
 * names the warehouse and the privacy policy.
 */
async function interpret(file: string): Promise<void> {
  const {stage, warehouse, guard, locate} = readSession(file);
  const path = relative(stage, file).replaceAll("\\", "/");
  const reader = await Reader.open(warehouse);
  try {
    const table = await runPageQuery(reader, readFileSync(file, "utf8"), path, guard);
    await writeShards(`${stage}/evidence`, table, reader, await locate(), guard);
    process.stdout.write(await writers[tableForm(path)]!(table));
  } finally {
    reader.close();
  }
}

try {
  await interpret(process.argv[2] ?? "");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Failure ? exitCodes[error.reason] : exitCodes.bug;
}

/** One contender in a process of its own, so that its memory is its own: `contender.js NAME INPUT FOLDER SCAN`. */
import {DuckDBInstance} from "@duckdb/node-api";
import {realpathSync, rmSync} from "node:fs";
import {join} from "node:path";
import {ingest} from "../../warehouse/ingest.ts";
import type {ContenderName, Outcome} from "./contenders.ts";

const stored = ["point", "point_set", "event_line", "unit_block"];

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function readScan(folder: string, scan: string): Promise<number> {
  const target = join(folder, "baseline.duckdb");
  for (const old of [target, `${target}.wal`]) rmSync(old, {force: true});
  return timed(async () => {
    const instance = await DuckDBInstance.create(target);
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE log AS SELECT * FROM ${scan}`);
    await connection.run("CHECKPOINT");
    connection.closeSync();
    instance.closeSync();
  });
}

/** The rows of our layout, already parsed and in memory, written to a new file. */
async function storeOnly(folder: string): Promise<number> {
  const target = join(folder, "floor.duckdb");
  for (const old of [target, `${target}.wal`]) rmSync(old, {force: true});
  const instance = await DuckDBInstance.create(target);
  const connection = await instance.connect();
  await connection.run(`ATTACH '${realpathSync(join(folder, "warehouse.duckdb"))}' AS parsed (READ_ONLY)`);
  for (const table of stored) await connection.run(`CREATE TEMP TABLE "held_${table}" AS FROM parsed."${table}"`);
  const milliseconds = await timed(async () => {
    for (const table of stored) await connection.run(`CREATE TABLE "${table}" AS FROM "held_${table}"`);
    await connection.run("CHECKPOINT");
  });
  connection.closeSync();
  instance.closeSync();
  return milliseconds;
}

async function main([name, input = "", folder = "", scan = ""]: string[]): Promise<void> {
  const warehouse = join(folder, "warehouse.duckdb");
  const again = (): Promise<number> => timed(() => ingest({inputs: [input], warehouse}));
  const run: Record<ContenderName, () => Promise<number>> = {
    colophon: () => {
      for (const old of [warehouse, `${warehouse}.d`]) rmSync(old, {recursive: true, force: true});
      return again();
    },
    "colophon append": again,
    duckdb: () => readScan(folder, scan),
    "store only": () => storeOnly(folder)
  };
  const milliseconds = await run[name as ContenderName]();
  const outcome: Outcome = {milliseconds, bytes: process.resourceUsage().maxRSS * 1024};
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

await main(process.argv.slice(2));

/**
 * An empty warehouse beside the compiled code: views upon views take DuckDB half a second to understand, a copy of what it
 * made of them nothing. Made by `npm run compile` (node .build/loaders/warehouse/template.js); without it each new
 * warehouse is made from the definitions.
 */
import {DuckDBInstance, version} from "@duckdb/node-api";
import {copyFileSync, existsSync, readdirSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {sha256} from "../files/digest.ts";
import {readDefinitions} from "./definitions.ts";
import {packageRoot} from "./package-root.ts";

const folder = join(packageRoot, ".build");
const named = /^warehouse-[0-9a-f]{16}\.duckdb(\.\d+)?(\.wal)?$/;

function templateFile(): string {
  return join(folder, `warehouse-${sha256(`${version()}\n${readDefinitions()}`).slice(0, 16)}.duckdb`);
}

/** Makes `file` an empty warehouse; false where the definitions must be run. */
export function copyTemplate(file: string): boolean {
  const template = templateFile();
  if (!existsSync(template)) return false;
  copyFileSync(template, file);
  return true;
}

async function makeTemplate(): Promise<void> {
  const template = templateFile();
  if (existsSync(template)) return;
  for (const name of readdirSync(folder)) if (named.test(name)) rmSync(join(folder, name), {force: true});
  const file = `${template}.${process.pid}`;
  const instance = await DuckDBInstance.create(file, {threads: "1"});
  const connection = await instance.connect();
  await connection.run(readDefinitions());
  await connection.run("CHECKPOINT");
  connection.closeSync();
  instance.closeSync();
  renameSync(file, template);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await makeTemplate();

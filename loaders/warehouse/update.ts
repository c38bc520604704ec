import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {existsSync, readdirSync, rmSync} from "node:fs";
import {join} from "node:path";
import {beginsWith, sha256} from "../files/digest.ts";
import {fileSource} from "../files/file-source.ts";
import {isSame, readStamp} from "../files/stamp.ts";
import {formats} from "../formats/index.ts";
import type {Recognition} from "../formats/recognise.ts";
import {ChangedWhileRead, type Candidate} from "./candidate.ts";
import {aliasRows} from "./capability-aliases.ts";
import {identifyRuns, readDefinitions} from "./definitions.ts";
import {beginGeneration, commitGeneration, dropGeneration} from "./generation.ts";
import {heldSources, unpackedFolder, type HeldSource} from "./held.ts";
import type {Settings} from "./ingest.ts";
import {leastScanned, lineReader, type LineReader} from "./line-reader.ts";
import {LineStore} from "./line-store.ts";
import {Reading, readResume, type Resume} from "./reading.ts";
import {recogniseContent} from "./recognise-content.ts";
import {forget, retract} from "./retract.ts";
import {emptySource, SourceWriter} from "./source-writer.ts";
import {TableWriter} from "./table-writer.ts";
import {copyTemplate} from "./template.ts";

/** What one ingest read of its files. */
export interface ReadNow {
  sources: number;
  bytes: number;
  lines: number;
  rows: number;
}

/** What read the sources of line-delimited JSON that are long enough to be scanned, and how many they are. */
export interface LinesRead extends LineReader {
  sources: number;
}

export const nothingRead = (): ReadNow => ({sources: 0, bytes: 0, lines: 0, rows: 0});

interface Update {
  plan: {changed: Candidate[]; gone: string[]};
  /** Digest of the parsers and the configuration. */
  parser: string;
  /** The rows of the current generation are kept where their sources are unchanged. */
  reuse: boolean;
  /** What the current generation holds. */
  before: Map<string, HeldSource>;
  options: Settings;
}

interface Updated {
  sources: HeldSource[];
  digest: string;
  read: ReadNow;
  lineReader: LinesRead | null;
}

/** Writes the next generation and makes it the current one; whatever fails, the last one is untouched. */
export async function updateWarehouse(update: Update): Promise<Updated> {
  const {warehouse} = update.options;
  const {file} = beginGeneration(warehouse, update.reuse);
  try {
    const updated = await writeGeneration(file, update);
    commitGeneration(warehouse, file);
    dropUnpacked(warehouse, [...update.before.values(), ...updated.sources]);
    return updated;
  } catch (error) {
    dropGeneration(file);
    throw error;
  }
}

async function writeGeneration(file: string, update: Update): Promise<Updated> {
  const defined = update.reuse || copyTemplate(file);
  const instance = await DuckDBInstance.create(file, {preserve_insertion_order: "true", ...threadsFor(update.plan)});
  const connection = await instance.connect();
  try {
    if (!defined) await connection.run(readDefinitions());
    if (!update.reuse) await writeSettings(connection, update.options);
    await connection.run("BEGIN");
    const {read, lineReader} = await writeSources(instance, connection, update);
    const digest = await contentDigest(connection, update.parser);
    await setMeta(connection, "parser", update.parser);
    await setMeta(connection, "digest", digest);
    await connection.run("COMMIT");
    await identifyRuns(connection);
    await connection.run("CHECKPOINT");
    const sources = [...(await heldSources(connection, update.options.warehouse)).values()];
    return {sources, digest, read, lineReader};
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Threads that wait for work spin: over little they take longer than the work. */
function threadsFor({changed}: Update["plan"]): {threads?: string} {
  return changed.reduce((sum, {bytes}) => sum + bytes, 0) < leastScanned ? {threads: "1"} : {};
}

/** A source to write and how its content is to be read. */
interface Task {
  candidate: Candidate;
  recognition: Recognition;
  resume: Resume | null;
}

async function writeSources(
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  {plan, reuse, before, options}: Update
): Promise<Pick<Updated, "read" | "lineReader">> {
  const tasks: Task[] = [];
  for (const candidate of plan.changed)
    tasks.push(await taskOf(connection, candidate, reuse ? before.get(candidate.sourceId) : undefined, options));
  const resumes = new Map(
    tasks.flatMap(({candidate: {sourceId}, resume}) => (resume ? [[sourceId, resume] as const] : []))
  );
  const whole = tasks.filter(({resume}) => !resume).map(({candidate: {sourceId}}) => sourceId);
  await forget(connection, reuse ? [...plan.gone, ...whole.filter((id) => before.has(id))] : []);
  await retract(connection, resumes);
  const scanned = tasks.filter(isWorthScanning).length;
  const lines = scanned > 0 ? await LineStore.open(instance) : null;
  try {
    const writer = await SourceWriter.open(connection, [...resumes.keys()], lines);
    const read = nothingRead();
    for (const [i, task] of tasks.entries()) {
      options.progress?.(i, tasks.length, `parsing ${task.candidate.path}`);
      writeSource(writer, task, read);
    }
    writer.close();
    await lines?.commit();
    return {read, lineReader: scanned > 0 ? {...lineReader(), sources: scanned} : null};
  } finally {
    lines?.close();
  }
}

/** A scanner takes lines faster than a parser once there are many of them. */
function isWorthScanning({candidate, recognition}: Task): boolean {
  return recognition.format?.scan !== undefined && candidate.twin === null && candidate.bytes >= leastScanned;
}

async function taskOf(
  connection: DuckDBConnection,
  candidate: Candidate,
  held: HeldSource | undefined,
  {format, declared}: Settings
): Promise<Task> {
  const recognition = candidate.digest === null ? unread(candidate) : recogniseContent(candidate, format, declared);
  const resumable =
    held !== undefined &&
    candidate.grew &&
    candidate.twin === null &&
    held.same_content_as === null &&
    held.file === candidate.file &&
    held.format !== null &&
    held.format === recognition.format?.name;
  if (!resumable) return {candidate, recognition, resume: null};
  const reader = await connection.runAndReadAll("SELECT resume FROM ingest_state WHERE source_id = $1", [
    candidate.sourceId
  ]);
  const stored = reader.getRowsJS()[0]?.[0] as Uint8Array | null | undefined;
  return {candidate, recognition, resume: readResume(stored ?? null)};
}

function unread({note}: Candidate): Recognition {
  return {format: null, confidence: 0, guess: null, note};
}

function writeSource(writer: SourceWriter, {candidate, recognition, resume}: Task, read: ReadNow): void {
  const {format, confidence, guess, note} = recognition;
  const base = {...emptySource(candidate), confidence, guess, note};
  if (!format) return writer.writeUnread(base, candidate);
  if (candidate.twin)
    return writer.writeUnread(
      {
        ...base,
        format: format.name,
        same_content_as: candidate.twin,
        note: note ?? "same bytes as another source"
      },
      candidate
    );
  const row = {...base, format: format.name, unit_kind: format.unit};
  const reading = new Reading(candidate.path, resume);
  const source = fileSource({...candidate, file: candidate.content}, candidate.bytes);
  try {
    const written = writer.writeParsed(row, candidate, format, source, reading);
    read.sources += 1;
    read.bytes += candidate.bytes - (resume?.checkpoint.end ?? 0);
    read.lines += written.units - (resume?.checkpoint.unit ?? 0);
    read.rows += written.row_count - (resume?.counts.row_count ?? 0);
  } catch (error) {
    assertSame(candidate, true);
    throw error;
  }
  assertSame(candidate, false);
}

/**
 * Throws where the content is not what was measured before it was read. Bytes that were only appended since are left for
 * the next time; a parser that `failed` may have met anything.
 */
function assertSame({file, content, path, stamp, chunks, bytes}: Candidate, failed: boolean): void {
  if (content !== file || stamp === null) return;
  if (existsSync(file)) {
    if (!failed && isSame(readStamp(file), stamp)) return;
    if (beginsWith(file, {chunks, bytes}, failed)) return;
  }
  throw new ChangedWhileRead(`expected ${path} to stay as it is while it is read, found it rewritten`);
}

/** Contents of packed sources that neither of the last two generations needs. */
function dropUnpacked(warehouse: string, sources: HeldSource[]): void {
  const folder = unpackedFolder(warehouse);
  if (!existsSync(folder)) return;
  const needed = new Set(sources.filter(({encoding}) => encoding !== null).map(({sha256: name}) => name));
  for (const name of readdirSync(folder)) if (!needed.has(name)) rmSync(join(folder, name), {force: true});
}

async function writeSettings(
  connection: DuckDBConnection,
  {aliases, directions = {}, declared}: Settings
): Promise<void> {
  await connection.run("BEGIN");
  await append(connection, "capability_alias", aliasRows(aliases));
  await append(
    connection,
    "format",
    [...declared, ...formats].map(({name, title}) => ({name, title}))
  );
  for (const [name, direction] of Object.entries(directions))
    await connection.run("INSERT INTO metric_direction VALUES ($1, NULL, $2)", [name, direction === "higher"]);
  await connection.run("COMMIT");
}

async function append(connection: DuckDBConnection, table: string, rows: readonly object[]): Promise<void> {
  const writer = await TableWriter.open(connection, table);
  for (const row of rows) writer.append({...row});
  writer.close();
}

async function setMeta(connection: DuckDBConnection, key: string, value: string): Promise<void> {
  await connection.run("INSERT OR REPLACE INTO meta VALUES ($1, $2)", [key, value]);
}

async function contentDigest(connection: DuckDBConnection, parser: string): Promise<string> {
  const reader = await connection.runAndReadAll(
    "SELECT path, coalesce(digest, note), coalesce(format, ''), coalesce(sha256, '') FROM source ORDER BY path"
  );
  return sha256([parser, ...reader.getRows().map((row) => row.join("\t"))].join("\n"));
}

import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {existsSync, readFileSync, rmSync} from "node:fs";
import {join} from "node:path";
import {Failure, isFileError} from "../failure.ts";
import {digestFile, sha256} from "../files/digest.ts";
import {discover, type Found} from "../files/discover.ts";
import {fileSource, readHead} from "../files/file-source.ts";
import {formats} from "../formats/index.ts";
import {headOf, recognise} from "../formats/recognise.ts";
import {aliasRows} from "./capability-aliases.ts";
import {beginGeneration, commitGeneration, damaged, withLock} from "./generation.ts";
import {heldBefore, heldSources, meta, type Held} from "./held.ts";
import {packageRoot} from "./package-root.ts";
import {parserDigest} from "./parser-digest.ts";
import {sharedKeys, storedTables} from "./layout.ts";
import {emptySource, SourceWriter, type SourceRow} from "./source-writer.ts";

export interface IngestOptions {
  inputs: string[];
  /** Path of the warehouse link; its generations lie in `<warehouse>.d/`. */
  warehouse: string;
  /** Forces one format for every file. */
  format?: string;
  /** Sources that are no longer among the inputs leave. */
  prune?: boolean;
  /** Capability → other names that mean the same. */
  aliases?: Record<string, string[]>;
  /** Metric name (as `split/name` or `name`) → direction. */
  directions?: Record<string, "higher" | "lower">;
  progress?: (done: number, total: number, label: string) => void;
}

export interface IngestResult {
  sources: number;
  unchanged: number;
  formats: Record<string, number>;
  /** Units read (lines, records, nodes) over all sources, and what became of them. */
  lines: number;
  parsed: number;
  ignored: number;
  pending: number;
  rows: number;
  rejects: number;
  repairs: number;
  unrecognised: {path: string; guess: string | null; note: string | null}[];
  skipped: {path: string; why: string}[];
  seconds: number;
  /** Function of inputs, configuration and tool: the page cache is keyed on it. */
  digest: string;
  warehouse: string;
}

/** What a source is before it is read: its place, content digest and the twin that holds its facts. */
interface Candidate extends Found {
  bytes: number;
  sha256: string | null;
  digest: string | null;
  twin: string | null;
  note: string | null;
}

/** Reads the inputs into a new generation of the warehouse; an ingest that changes nothing makes none. */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const started = performance.now();
  if (options.format) forced(options.format);
  const {found, skipped} = discover(options.inputs);
  return withLock(options.warehouse, async () => {
    const parser = parserKey(options);
    const held = await heldBefore(options.warehouse);
    const reuse = held.parser === parser;
    if (!reuse && !options.prune) addHeld(found, held.sources);
    const generation = beginGeneration(options.warehouse, reuse);
    const instance = await DuckDBInstance.create(generation.file, {preserve_insertion_order: "true"});
    const connection = await instance.connect();
    let changed: boolean;
    let unchanged: number;
    try {
      ({changed, unchanged} = await update(
        connection,
        {parser, fresh: !reuse, sources: reuse ? held.sources : new Map()},
        found,
        options
      ));
      if (changed) await connection.run("CHECKPOINT");
      const result = await summarise(connection, options, skipped);
      connection.closeSync();
      instance.closeSync();
      if (changed) commitGeneration(options.warehouse, generation.file);
      else rmSync(generation.file, {force: true});
      return {...result, unchanged, seconds: (performance.now() - started) / 1000};
    } catch (error) {
      connection.closeSync();
      instance.closeSync();
      for (const file of [generation.file, `${generation.file}.wal`]) rmSync(file, {force: true});
      throw diskError(error, options.warehouse);
    }
  });
}

function diskError(error: unknown, warehouse: string): unknown {
  const text = error instanceof Error ? error.message : "";
  if (isFileError(error, "ENOSPC", "EFBIG") || /No space left|out of disk|File too large/i.test(text))
    return new Failure(
      "unreadable",
      `expected room for the warehouse, found a full disk (${text}): free some space and ingest again; the last generation is untouched`
    );
  if (/^(IO|FATAL|INTERNAL) Error/.test(text)) return damaged(warehouse, error);
  return error;
}

/** What the tables depend on beside the files: the parsers and the configuration. */
function parserKey({format, aliases, directions}: IngestOptions): string {
  return sha256(JSON.stringify([parserDigest(), format ?? null, aliases ?? {}, directions ?? {}]));
}

/** With other parsers everything is read again: also the sources of earlier ingests that still exist. */
function addHeld(found: Found[], held: Map<string, SourceRow>): void {
  const mine = new Set(found.map(({sourceId}) => sourceId));
  for (const {source_id, path, file} of held.values())
    if (!mine.has(source_id) && existsSync(file)) found.push({file, path, sourceId: source_id});
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function update(
  connection: DuckDBConnection,
  {parser, fresh, sources: held}: Held & {fresh: boolean},
  found: Found[],
  options: IngestOptions
): Promise<{changed: boolean; unchanged: number}> {
  if (fresh) await createTables(connection, options);
  const candidates = withTwins(measure(found, options), options.prune ? new Map<string, SourceRow>() : held);
  const changed = candidates.filter((candidate) => isChanged(candidate, held.get(candidate.sourceId)));
  const gone = options.prune ? [...held.keys()].filter((id) => !candidates.some(({sourceId}) => sourceId === id)) : [];
  if (!fresh && changed.length === 0 && gone.length === 0) return {changed: false, unchanged: candidates.length};
  await connection.run("BEGIN");
  await forget(connection, [...gone, ...changed.map(({sourceId}) => sourceId).filter((id) => held.has(id))]);
  await writeSources(connection, changed, options);
  await setMeta(connection, "parser", parser);
  await setMeta(connection, "digest", await contentDigest(connection, parser));
  await connection.run("COMMIT");
  return {changed: true, unchanged: candidates.length - changed.length};
}

function measure(found: Found[], {progress}: IngestOptions): Candidate[] {
  return found.map((entry, i) => {
    progress?.(i, found.length, `reading ${entry.path}`);
    try {
      return {...entry, ...digestFile(entry.file), twin: null, note: null};
    } catch (error) {
      if (!isFileError(error)) throw error;
      const why = isFileError(error, "EACCES", "EPERM") ? "no permission to read it" : `could not be read`;
      return {...entry, bytes: 0, sha256: null, digest: null, twin: null, note: `${why} (${error.code})`};
    }
  });
}

/** Byte-identical files: the first by path holds the facts. Sources held from earlier ingests take part. */
function withTwins(candidates: Candidate[], held: Map<string, SourceRow>): Candidate[] {
  const mine = new Set(candidates.map(({sourceId}) => sourceId));
  const others: Candidate[] = [...held.values()]
    .filter((row) => !mine.has(row.source_id))
    .map((row) => ({
      file: row.file,
      path: row.path,
      sourceId: row.source_id,
      bytes: row.bytes,
      sha256: row.sha256,
      digest: row.digest,
      twin: null,
      note: null
    }));
  const all = [...candidates, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));
  const first = new Map<string, string>();
  for (const candidate of all) {
    if (!candidate.sha256 || candidate.bytes === 0) continue;
    const holder = first.get(candidate.sha256);
    if (holder) candidate.twin = holder;
    else first.set(candidate.sha256, candidate.sourceId);
  }
  return all;
}

function isChanged(candidate: Candidate, held: SourceRow | undefined): boolean {
  return (
    !held || held.sha256 !== candidate.sha256 || held.same_content_as !== candidate.twin || held.file !== candidate.file
  );
}

async function writeSources(
  connection: DuckDBConnection,
  candidates: Candidate[],
  options: IngestOptions
): Promise<void> {
  const writer = await SourceWriter.open(connection);
  for (const [i, candidate] of candidates.entries()) {
    options.progress?.(i, candidates.length, `parsing ${candidate.path}`);
    writeSource(writer, candidate, options);
  }
  writer.close();
}

function writeSource(writer: SourceWriter, candidate: Candidate, options: IngestOptions): void {
  const base = emptySource(candidate);
  if (candidate.note) return writer.writeUnread({...base, note: candidate.note});
  const {bytes} = readHead(candidate.file);
  const {format, confidence, guess, note} = options.format
    ? forced(options.format)
    : recognise(candidate.path, headOf(bytes));
  if (!format) return writer.writeUnread({...base, guess, confidence, note});
  if (candidate.twin)
    return writer.writeUnread({
      ...base,
      format: format.name,
      confidence,
      same_content_as: candidate.twin,
      note: "same bytes as another source"
    });
  writer.writeParsed(
    {...base, format: format.name, confidence, unit_kind: format.unit},
    format,
    fileSource(candidate, candidate.bytes)
  );
}

function forced(name: string): ReturnType<typeof recognise> {
  const format = formats.find((entry) => entry.name === name);
  if (!format)
    throw new Failure(
      "usage",
      `expected --format to be one of ${formats.map((entry) => entry.name).join(", ")}, found "${name}"`
    );
  return {format, confidence: 1, guess: null, note: null};
}

async function createTables(connection: DuckDBConnection, {aliases, directions = {}}: IngestOptions): Promise<void> {
  for (const name of ["schema.sql", "layout.sql", "views.sql"])
    await connection.run(readFileSync(join(packageRoot, "loaders", name), "utf8"));
  for (const {alias, capability} of aliasRows(aliases))
    await connection.run("INSERT INTO capability_alias VALUES ($1, $2)", [alias, capability]);
  for (const [name, direction] of Object.entries(directions))
    await connection.run("INSERT INTO metric_direction VALUES ($1, NULL, $2)", [name, direction === "higher"]);
}

async function forget(connection: DuckDBConnection, sourceIds: string[]): Promise<void> {
  if (sourceIds.length === 0) return;
  const sources = `source_id IN (${sourceIds.map((id) => `'${id}'`).join(", ")})`;
  for (const [table, key, owner] of sharedKeys)
    await connection.run(`DELETE FROM "${table}" WHERE ${key} IN (SELECT ${key} FROM "${owner}" WHERE ${sources})`);
  for (const table of storedTables) await connection.run(`DELETE FROM "${table}" WHERE ${sources}`);
}

async function setMeta(connection: DuckDBConnection, key: string, value: string): Promise<void> {
  await connection.run("INSERT OR REPLACE INTO meta VALUES ($1, $2)", [key, value]);
}

async function contentDigest(connection: DuckDBConnection, parser: string): Promise<string> {
  const reader = await connection.runAndReadAll(
    "SELECT path, coalesce(sha256, note), coalesce(format, '') FROM source ORDER BY path"
  );
  return sha256([parser, ...reader.getRows().map((row) => row.join("\t"))].join("\n"));
}

async function summarise(
  connection: DuckDBConnection,
  {warehouse}: IngestOptions,
  skipped: IngestResult["skipped"]
): Promise<Omit<IngestResult, "unchanged" | "seconds">> {
  const rows = await heldSources(connection);
  const result = {
    sources: 0,
    formats: {} as Record<string, number>,
    lines: 0,
    parsed: 0,
    ignored: 0,
    pending: 0,
    rows: 0,
    rejects: 0,
    repairs: 0
  };
  const unrecognised: IngestResult["unrecognised"] = [];
  for (const row of rows.values()) {
    result.sources += 1;
    result.lines += Number(row.units);
    result.parsed += Number(row.units_parsed);
    result.ignored += Number(row.units_ignored);
    result.pending += Number(row.units_pending);
    result.rows += Number(row.row_count);
    result.rejects += Number(row.reject_count);
    result.repairs += Number(row.repair_count);
    if (row.format) result.formats[row.format] = (result.formats[row.format] ?? 0) + 1;
    else unrecognised.push({path: row.path, guess: row.guess, note: row.note});
  }
  return {...result, unrecognised, skipped, digest: (await meta(connection, "digest")) ?? "", warehouse};
}

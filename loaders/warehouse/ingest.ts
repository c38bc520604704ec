import {existsSync} from "node:fs";
import {resolve} from "node:path";
import {Failure, isFileError} from "../failure.ts";
import {sha256} from "../files/digest.ts";
import {readHead} from "../files/file-source.ts";
import {discover, type Discovery, type Found} from "../files/discover.ts";
import {declarationKey, type FormatDeclaration} from "../formats/declared/declaration.ts";
import {declaredFormats} from "../formats/declared/index.ts";
import {starterDeclaration} from "../formats/declared/starter.ts";
import type {Format} from "../formats/format.ts";
import {formats} from "../formats/index.ts";
import {headOf} from "../formats/recognise.ts";
import {damaged} from "./generation.ts";
import {asHeld, ChangedWhileRead, isChanged, measure, relate, type Candidate, type Measuring} from "./candidate.ts";
import {heldBefore, unpackedFolder, writeVerified, type Held, type HeldSource} from "./held.ts";
import {withLock} from "./lock.ts";
import {parserDigest} from "./parser-digest.ts";
import {rotationParts} from "../files/rotation.ts";
import {recogniseContent} from "./recognise-content.ts";
import type {SourceRow} from "./source-writer.ts";
import {nothingRead, updateWarehouse, type LinesRead, type ReadNow} from "./update.ts";

export interface IngestOptions {
  inputs: string[];
  /** Path of the warehouse link; its generations lie in `<warehouse>.d/`. */
  warehouse: string;
  /** Forces one format for every file. */
  format?: string;
  /** Formats of the user's own. */
  formats?: FormatDeclaration[];
  /** Sources that are no longer among the inputs leave. */
  prune?: boolean;
  /** Believes no stat and no sample: every byte of every file is hashed. */
  strict?: boolean;
  /** Capability → other names that mean the same. */
  aliases?: Record<string, string[]>;
  /** Metric name (as `split/name` or `name`) → direction. */
  directions?: Record<string, "higher" | "lower">;
  progress?: (done: number, total: number, label: string) => void;
}

export interface IngestResult {
  sources: number;
  /** What became of the sources in this ingest: as they were, new, only longer, written anew, no longer held. */
  unchanged: number;
  added: number;
  grown: number;
  replaced: number;
  removed: number;
  /** What was read in this ingest; the counts below are of all sources. */
  read: ReadNow;
  /** Null where no line-delimited JSON of 256 KiB or more was read in this ingest. */
  lineReader: LinesRead | null;
  formats: Record<string, number>;
  /** Units read (lines, records, nodes) over all sources, and what became of them. */
  lines: number;
  parsed: number;
  ignored: number;
  pending: number;
  rows: number;
  rejects: number;
  repairs: number;
  /** `starter`: a declaration that would read the file's most frequent line, where its numbers have names. */
  unrecognised: {path: string; guess: string | null; note: string | null; starter: string | null}[];
  /** Sources that were read, with what is to be said of them as a whole: of a packed one only a part could be read … */
  remarks: {path: string; note: string}[];
  skipped: {path: string; why: string}[];
  seconds: number;
  /** Function of inputs, configuration and tool: the page cache is keyed on it. */
  digest: string;
  warehouse: string;
}

/** Options with the declared formats made. */
export interface Settings extends IngestOptions {
  declared: Format[];
}

/** What an ingest does: the sources to write anew and those to remove. */
interface Plan {
  changed: Candidate[];
  same: Candidate[];
  gone: string[];
  counts: Pick<IngestResult, "unchanged" | "added" | "grown" | "replaced">;
}

/** A file that was rewritten while it was read is read once more, this often. */
const attempts = 3;

/** Reads the inputs into a new generation of the warehouse; an ingest that changes nothing makes none. */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  return ingestWith({...options, declared: declaredFormats(options.formats ?? [])});
}

async function ingestWith(options: Settings): Promise<IngestResult> {
  const started = performance.now();
  if (options.format) assertFormat(options.format, options.declared);
  const look = (): Discovery => discover(options.inputs, ownFiles(options.warehouse));
  const discovery = look();
  return withLock(options.warehouse, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await ingestOnce(attempt === 1 ? discovery : look(), options);
        return {...result, seconds: (performance.now() - started) / 1000};
      } catch (error) {
        if (!(error instanceof ChangedWhileRead)) throw ingestError(error, options.warehouse);
        if (attempt === attempts)
          throw new Failure("unreadable", `${error.message}, ${attempts} times: ingest again once nothing rewrites it`);
      }
    }
  });
}

async function ingestOnce({found, skipped}: Discovery, options: Settings): Promise<Omit<IngestResult, "seconds">> {
  const {warehouse} = options;
  const parser = parserKey(options);
  const before = await heldBefore(warehouse);
  const reuse = before.parser === parser;
  if (!reuse && !options.prune) addHeld(found, before.sources);
  const held: Held = reuse ? before : {parser, digest: "", sources: new Map()};
  const measuring = {
    held: held.sources,
    unpacked: unpackedFolder(warehouse),
    strict: options.strict === true,
    progress: options.progress
  };
  const plan = await planOf(found, measuring, options);
  const counts = {...plan.counts, removed: plan.gone.length};
  if (reuse && plan.changed.length === 0 && plan.gone.length === 0) {
    keepVerified(warehouse, plan.same, held.sources);
    return {
      ...summarise([...held.sources.values()]),
      ...counts,
      digest: held.digest,
      read: nothingRead(),
      lineReader: null,
      skipped,
      warehouse
    };
  }
  const {sources, digest, ...now} = await updateWarehouse({plan, parser, reuse, before: before.sources, options});
  keepVerified(warehouse, plan.same, held.sources);
  return {...summarise(sources), ...counts, ...now, digest, skipped, warehouse};
}

/** What lies beside the warehouse is its own and no evidence. */
function ownFiles(warehouse: string): string[] {
  return ["", ".d", ".lock", ".lock.turn", ".next"].map((ending) => `${resolve(warehouse)}${ending}`);
}

function ingestError(error: unknown, warehouse: string): unknown {
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
function parserKey({format, formats: declarations, aliases, directions}: IngestOptions): string {
  const declared = declarationKey(declarations ?? []);
  return sha256(JSON.stringify([parserDigest(), format ?? null, declared, aliases ?? {}, directions ?? {}]));
}

/** With other parsers everything is read again: also the sources of earlier ingests that still exist. */
function addHeld(found: Found[], held: Map<string, HeldSource>): void {
  const mine = new Set(found.map(({sourceId}) => sourceId));
  for (const {source_id, path, file} of held.values())
    if (!mine.has(source_id) && existsSync(file)) found.push({file, path, sourceId: source_id});
}

/**
 * Sources of earlier ingests stay, unless they are to be pruned, and take part in what sources are to each other: one
 * that must take over the facts of another is read once more, and leaves where its file is gone.
 */
async function planOf(found: Found[], measuring: Measuring, {format, prune, declared}: Settings): Promise<Plan> {
  const {held} = measuring;
  const mine = await measure(found, measuring);
  const ids = new Set(mine.map(({sourceId}) => sourceId));
  const absent = [...held.values()].filter(({source_id}) => !ids.has(source_id));
  const parts = rotationParts([...held.values()].map(({path}) => path));
  let others: Candidate[] = prune ? [] : absent.map((source) => ({...asHeld(source), stamp: null}));
  const formatOf = (candidate: Candidate): string | null => {
    const before = held.get(candidate.sourceId);
    const known: Format | null | undefined =
      before && before.digest === candidate.digest
        ? [...declared, ...formats].find(({name}) => name === before.format)
        : recogniseContent(candidate, format, declared).format;
    return known && known.byFolder !== true ? known.name : null;
  };
  for (;;) {
    const all = relate([...mine, ...others], formatOf);
    const changed = all.filter((candidate) => isChanged(candidate, held.get(candidate.sourceId), parts));
    const unread = changed.filter(
      ({sourceId, stamp, digest}) => !ids.has(sourceId) && stamp === null && digest !== null
    );
    if (unread.length === 0) return {...sorted(all, changed, held), gone: missing(held, all)};
    const again = new Map((await measure(unread, measuring)).map((other) => [other.sourceId, other]));
    others = others
      .map((other) => again.get(other.sourceId) ?? other)
      .filter(({note, digest}) => digest !== null || !note?.includes("ENOENT"));
  }
}

function missing(held: Measuring["held"], all: Candidate[]): string[] {
  const kept = new Set(all.map(({sourceId}) => sourceId));
  return [...held.keys()].filter((id) => !kept.has(id));
}

function sorted(all: Candidate[], changed: Candidate[], held: Measuring["held"]): Omit<Plan, "gone"> {
  const written = new Set(changed);
  const before = changed.filter(({sourceId}) => held.has(sourceId));
  const grown = before.filter(({grew}) => grew).length;
  const counts = {
    unchanged: all.length - changed.length,
    added: changed.length - before.length,
    grown,
    replaced: before.length - grown
  };
  return {changed, same: all.filter((candidate) => !written.has(candidate)), counts};
}

/** Files that were read and found as they were are known by their stamps from now on. */
function keepVerified(warehouse: string, same: Candidate[], held: Measuring["held"]): void {
  const looked = same.filter(({stamp, digest}) => stamp !== null && digest !== null);
  if (looked.every(({sourceId, seen}) => held.get(sourceId)?.seen === seen)) return;
  const rows = looked.map(({sourceId, stamp, digest, seen}) => [sourceId, {...stamp!, digest: digest!, seen}] as const);
  writeVerified(warehouse, new Map(rows));
}

function assertFormat(name: string, declared: Format[]): void {
  const known = [...declared, ...formats];
  if (known.some((entry) => entry.name === name)) return;
  throw new Failure(
    "usage",
    `expected --format to be one of ${known.map((entry) => entry.name).join(", ")}, found "${name}"`
  );
}

function summarise(
  rows: HeldSource[]
): Pick<
  IngestResult,
  | "sources"
  | "formats"
  | "lines"
  | "parsed"
  | "ignored"
  | "pending"
  | "rows"
  | "rejects"
  | "repairs"
  | "unrecognised"
  | "remarks"
> {
  const sum = (column: keyof SourceRow): number => rows.reduce((total, row) => total + Number(row[column]), 0);
  const formats: Record<string, number> = {};
  for (const {format} of rows) if (format) formats[format] = (formats[format] ?? 0) + 1;
  return {
    sources: rows.length,
    formats,
    lines: sum("units"),
    parsed: sum("units_parsed"),
    ignored: sum("units_ignored"),
    pending: sum("units_pending"),
    rows: sum("row_count"),
    rejects: sum("reject_count"),
    repairs: sum("repair_count"),
    unrecognised: rows
      .filter(({format}) => !format)
      .map((row) => ({path: row.path, guess: row.guess, note: row.note, starter: starterOf(row)})),
    remarks: rows
      .filter(({format, note, same_content_as}) => format && note !== null && !same_content_as)
      .map(({path, note}) => ({path, note: note!}))
  };
}

/** Guesses of files that a declared line may read. */
const lineText = new Set([
  "text",
  "text with NUL bytes",
  "benchmark report",
  "MLPerf text without events",
  "key: value text"
]);

function starterOf({path, content, guess}: HeldSource): string | null {
  if (guess === null || !lineText.has(guess)) return null;
  try {
    return starterDeclaration(path, headOf(readHead(content).bytes));
  } catch (error) {
    if (isFileError(error)) return null;
    throw error;
  }
}

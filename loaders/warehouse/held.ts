import {DuckDBInstance, type DuckDBConnection} from "@duckdb/node-api";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {isFileError} from "../failure.ts";
import {writeDurably} from "../files/durable.ts";
import type {Stamp} from "../files/stamp.ts";
import {currentGeneration, damaged} from "./generation.ts";
import type {SourceRow} from "./source-writer.ts";

/** A source that the warehouse holds, with what was known of its file when it was read. */
export interface HeldSource extends SourceRow {
  file: string;
  /** The file that its places are in: itself, or what it was unpacked to. */
  content: string;
  stamp: Stamp | null;
  seen: bigint;
  /** Why it could not be read, or not be unpacked whole; `note` may say something else of it. */
  fault: string | null;
  chunks: Uint8Array;
}

/** What a warehouse holds before an ingest. */
export interface Held {
  /** Digest of the parsers and the configuration that made it. */
  parser: string | null;
  /** Function of inputs, configuration and tool. */
  digest: string;
  sources: Map<string, HeldSource>;
}

/** The state of the current generation; no parser and no source where there is none. */
export async function heldBefore(warehouse: string): Promise<Held> {
  const held = await readOnly(warehouse, async (connection) => ({
    parser: (await meta(connection, "parser")) ?? "",
    digest: (await meta(connection, "digest")) ?? "",
    sources: await heldSources(connection, warehouse)
  }));
  if (!held) return {parser: null, digest: "", sources: new Map()};
  for (const [id, {digest, seen, ...stamp}] of readVerified(warehouse)) {
    const source = held.sources.get(id);
    if (source && source.digest === digest) Object.assign(source, {stamp, seen});
  }
  return held;
}

/** Folder of the contents of packed sources. */
export function unpackedFolder(warehouse: string): string {
  return join(`${warehouse}.d`, "unpacked");
}

export async function heldSources(connection: DuckDBConnection, warehouse: string): Promise<Map<string, HeldSource>> {
  const reader = await connection.runAndReadAll(
    "SELECT s.*, i.file, i.size, i.modified, i.changed, i.inode, i.device, i.seen, i.fault, i.chunks FROM source s JOIN ingest_state i USING (source_id) ORDER BY path"
  );
  const rows = reader.getRowObjectsJS() as unknown as (SourceRow & {file: string; seen: bigint} & Stamp &
    Pick<HeldSource, "fault" | "chunks">)[];
  return new Map(
    rows.map(({size, modified, changed, inode, device, ...row}) => {
      const stamp = size === null ? null : {size, modified, changed, inode, device};
      const content = contentFile(warehouse, row);
      return [row.source_id, {...row, bytes: Number(row.bytes), content, stamp}];
    })
  );
}

function contentFile(
  warehouse: string,
  {file, encoding, sha256}: Pick<HeldSource, "file" | "encoding" | "sha256">
): string {
  return encoding === null ? file : join(unpackedFolder(warehouse), sha256!);
}

/**
 * Where each source's content lies on this machine: source_id → file, of a packed source the file it was unpacked to.
 */
export async function sourceFiles(warehouse: string): Promise<Map<string, string>> {
  const files = await readOnly(warehouse, async (connection) => {
    const reader = await connection.runAndReadAll(
      "SELECT source_id, file, encoding, sha256 FROM ingest_state JOIN source USING (source_id) ORDER BY source_id"
    );
    const rows = reader.getRowObjectsJS() as unknown as Pick<
      HeldSource,
      "source_id" | "file" | "encoding" | "sha256"
    >[];
    return new Map(rows.map((row) => [row.source_id, contentFile(warehouse, row)]));
  });
  return files ?? new Map<string, string>();
}

export async function meta(connection: DuckDBConnection, key: string): Promise<string | null> {
  const reader = await connection.runAndReadAll("SELECT value FROM meta WHERE key = $1", [key]);
  return (reader.getRows()[0]?.[0] as string | undefined) ?? null;
}

/** A stamp under which a source was found unchanged, although no generation was made. */
export interface Verified extends Stamp {
  digest: string;
  seen: bigint;
}

const verifiedFile = (warehouse: string): string => join(`${warehouse}.d`, "verified.json");
const wide = ["size", "modified", "changed", "seen"] as const;

/** Keeps stamps for the next ingest, so that a file that was only touched is not hashed each time. */
export function writeVerified(warehouse: string, stamps: Map<string, Verified>): void {
  const rows = [...stamps].map(([id, stamp]) => [
    id,
    {...stamp, ...Object.fromEntries(wide.map((name) => [name, String(stamp[name])]))}
  ]);
  writeDurably(verifiedFile(warehouse), JSON.stringify(Object.fromEntries(rows)));
}

function readVerified(warehouse: string): Map<string, Verified> {
  try {
    const rows = JSON.parse(readFileSync(verifiedFile(warehouse), "utf8")) as Record<string, Record<string, string>>;
    return new Map(
      Object.entries(rows).map(([id, row]) => [
        id,
        {...row, ...Object.fromEntries(wide.map((name) => [name, BigInt(row[name]!)]))} as unknown as Verified
      ])
    );
  } catch (error) {
    // A file that was damaged costs its digests, nothing else.
    if (error instanceof SyntaxError || error instanceof TypeError || isFileError(error, "ENOENT")) return new Map();
    throw error;
  }
}

/** Reads the current generation; null where there is none. Throws `unreadable` where it is damaged. */
export async function readOnly<T>(
  warehouse: string,
  work: (connection: DuckDBConnection) => Promise<T>
): Promise<T | null> {
  const file = currentGeneration(warehouse);
  if (!file) return null;
  try {
    const instance = await DuckDBInstance.create(file, {access_mode: "READ_ONLY", threads: "1"});
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  } catch (error) {
    throw damaged(warehouse, error);
  }
}

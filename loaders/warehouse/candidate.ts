import {existsSync} from "node:fs";
import {join} from "node:path";
import {isFileError} from "../failure.ts";
import {beginsWith, digestFileLater, sha256File} from "../files/digest.ts";
import type {Found} from "../files/discover.ts";
import {encodingOf, type Encoding} from "../files/encoding.ts";
import {readRange} from "../files/file-source.ts";
import {rotationParts, type RotationPart} from "../files/rotation.ts";
import {isSettled, now, readStamp, type Stamp} from "../files/stamp.ts";
import {unpack} from "../files/unpack.ts";
import type {HeldSource} from "./held.ts";

/** What a source is before it is read: its place, its content's digest and its relations to the other sources. */
export interface Candidate extends Found {
  /** What the file system said at `seen`; null where the file was not looked at or cannot be read. */
  stamp: Stamp | null;
  seen: bigint;
  encoding: Encoding | null;
  /** The file that holds the content: itself, or what it was unpacked to. */
  content: string;
  /** Of the content. */
  bytes: number;
  sha256: string | null;
  /** Null: unreadable. */
  digest: string | null;
  chunks: Uint8Array;
  /** Plain words: why it cannot be read, or what of it was not unpacked. */
  note: string | null;
  /** Its content begins with all of the content that is held of it. */
  grew: boolean;
  /** The source that holds the facts of these bytes. */
  twin: string | null;
  part: RotationPart | null;
}

/** Thrown where a file's content is no longer what was measured. */
export class ChangedWhileRead extends Error {}

export interface Measuring {
  held: ReadonlyMap<string, HeldSource>;
  /** Folder of unpacked contents. */
  unpacked: string;
  /** Believes no stamp and no sample: every byte is hashed. */
  strict: boolean;
  progress?: (done: number, total: number, label: string) => void;
}

/** Looks at every file, and reads those of which a stat does not prove that they are as they were. */
export async function measure(found: Found[], {progress, ...measuring}: Measuring): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const [i, entry] of found.entries()) {
    progress?.(i, found.length, `reading ${entry.path}`);
    candidates.push(await measureFile(entry, measuring));
  }
  return candidates;
}

async function measureFile(entry: Found, measuring: Omit<Measuring, "progress">): Promise<Candidate> {
  const seen = now();
  try {
    const stamp = readStamp(entry.file);
    const held = measuring.held.get(entry.sourceId);
    const looked = {...entry, stamp, seen, grew: false, twin: null, part: null};
    if (held && !measuring.strict && isHeld(entry, held, stamp)) return {...asHeld(held), stamp, seen: held.seen};
    const encoding = encodingOf(readRange(entry.file, 0, 4, 4));
    if (encoding) return await measurePacked({...looked, encoding}, held, measuring);
    const known = held && held.encoding === null && grewFrom(entry.file, held, measuring.strict) ? held : undefined;
    const digest = await digestFileLater(entry.file, known);
    return {...looked, ...digest, encoding, content: entry.file, note: null, grew: known !== undefined};
  } catch (error) {
    if (!isFileError(error, "EACCES", "EPERM", "ENOENT", "EIO", "ELOOP", "ENOTDIR", "EISDIR")) throw error;
    return unreadable(entry, seen, error);
  }
}

function isHeld({file}: Found, held: HeldSource, stamp: Stamp): boolean {
  return (
    held.file === file &&
    held.digest !== null &&
    held.stamp !== null &&
    isSettled(stamp, held.stamp, held.seen) &&
    (held.encoding === null || existsSync(held.content))
  );
}

function grewFrom(file: string, {digest, bytes, chunks}: HeldSource, strict: boolean): boolean {
  return digest !== null && bytes > 0 && readStamp(file).size > bytes && beginsWith(file, {chunks, bytes}, strict);
}

type Looked = Omit<Candidate, "content" | "bytes" | "sha256" | "digest" | "chunks" | "note">;

async function measurePacked(
  looked: Looked & {encoding: Encoding},
  held: HeldSource | undefined,
  {unpacked}: Pick<Measuring, "unpacked">
): Promise<Candidate> {
  const {file, encoding} = looked;
  const sha256 = sha256File(file);
  const content = join(unpacked, sha256);
  if (held && held.sha256 === sha256 && held.encoding === encoding && existsSync(content))
    return {...asHeld(held), ...looked, content};
  const {kept, note} = await unpack(file, encoding, content);
  if (!kept) return {...looked, content, note, bytes: 0, sha256, digest: null, chunks: new Uint8Array()};
  const {bytes, digest, chunks} = await digestFileLater(content);
  const grew = held !== undefined && held.encoding === encoding && grewFrom(content, held, true);
  return {...looked, content, note, bytes, sha256, digest, chunks, grew};
}

function unreadable(entry: Found, seen: bigint, {code}: NodeJS.ErrnoException): Candidate {
  const why =
    code === "EACCES" || code === "EPERM"
      ? "no permission to read it"
      : code === "ENOENT"
        ? "no longer there"
        : "could not be read";
  const nothing = {encoding: null, bytes: 0, sha256: null, digest: null, chunks: new Uint8Array()};
  const apart = {stamp: null, grew: false, twin: null, part: null};
  return {...entry, ...nothing, ...apart, seen, content: entry.file, note: `${why} (${code})`};
}

/** A source as it was read before. */
export function asHeld(held: HeldSource): Candidate {
  const {source_id, path, file, stamp, seen, content, bytes, sha256, digest, chunks, fault: note} = held;
  const encoding = held.encoding as Encoding | null;
  const apart = {grew: false, twin: null, part: null};
  return {
    file,
    path,
    sourceId: source_id,
    stamp,
    seen,
    encoding,
    content,
    bytes,
    sha256,
    digest,
    chunks,
    note,
    ...apart
  };
}

/**
 * Sets what sources are to each other. Byte-identical contents that are read as one format: the first by path holds the
 * facts. Rotated logs: which part of which log a file is. `formatOf` is asked for contents that are there twice only; its
 * null is a content that is nobody's twin.
 */
export function relate(candidates: Candidate[], formatOf: (candidate: Candidate) => string | null): Candidate[] {
  const sorted = [...candidates].sort((a, b) => (a.path < b.path ? -1 : 1));
  const parts = rotationParts(sorted.map(({path}) => path));
  const times = new Map<string, number>();
  for (const {digest} of sorted) if (digest) times.set(digest, (times.get(digest) ?? 0) + 1);
  const holders = new Map<string, string>();
  const twinOf = (candidate: Candidate): string | null => {
    const {sourceId, digest, bytes} = candidate;
    const format = digest && bytes > 0 && times.get(digest)! > 1 ? formatOf(candidate) : null;
    if (format === null) return null;
    const holder = holders.get(`${format} ${digest}`);
    if (holder === undefined) holders.set(`${format} ${digest}`, sourceId);
    return holder ?? null;
  };
  return sorted.map((candidate) => ({...candidate, part: parts.get(candidate.path) ?? null, twin: twinOf(candidate)}));
}

/** True where the source must be written again. `parts` are those of the sources held. */
export function isChanged(
  {file, sha256, digest, encoding, twin, part, note}: Candidate,
  held: HeldSource | undefined,
  parts: ReadonlyMap<string, RotationPart>
): boolean {
  if (!held) return true;
  const before = parts.get(held.path);
  return (
    held.digest !== digest ||
    held.sha256 !== sha256 ||
    held.encoding !== encoding ||
    held.same_content_as !== twin ||
    held.file !== file ||
    before?.of !== part?.of ||
    before?.order !== part?.order ||
    (digest === null && held.note !== note)
  );
}

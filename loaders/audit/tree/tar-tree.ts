import {createReadStream} from "node:fs";
import {pipeline} from "node:stream";
import {createGunzip} from "node:zlib";
import {extract, type Extract, type Headers as TarHeaders} from "tar-stream";
import {Failure, isFileError} from "../../failure.ts";
import {byPath, pathText, refusals, type Entry, type Tree} from "./entry.ts";
import {blobHash, blobId, treeId} from "./git-object.ts";

/** What an archive may unpack to. Nothing of it is written anywhere. */
const most = {bytes: 8 * 2 ** 30, ratio: 1000, ratioFrom: 64 * 2 ** 20, entries: 500_000, pathBytes: 4096};

export interface Archive {
  /** As the user wrote it, for messages. */
  shown: string;
  file: string;
  gzip: boolean;
  bytes: number;
}

/** As the library gives them: what an extended header said stands beside what came of it. */
type Headers = TarHeaders & {pax?: Record<string, string>};

interface Member {
  entry: Entry;
  /** Place among the archive's members. */
  ordinal: number;
}

/** The files of a tar archive, without the one folder around all of them. Read twice: for the list, then for contents. */
export async function tarTree(archive: Archive): Promise<Tree> {
  const reasons: string[] = [];
  const members = unwrapped(await list(archive, reasons));
  const entries = members.map(({entry}) => entry).sort(byPath);
  return {
    origin: "tarball",
    commit: null,
    date: null,
    id: treeId(entries),
    entries,
    refused: refusals(reasons),
    notes: ["a tarball has no commit: its tree id says which version of the files this is"],
    read: (wanted) => readMembers(archive, members, wanted)
  };
}

async function list(archive: Archive, reasons: string[]): Promise<Member[]> {
  const seen = new Set<string>();
  const members: Member[] = [];
  await eachMember(archive, async ({header, ordinal, content}) => {
    const name = nameOf(header);
    const reason = header.type === "directory" ? null : faultOf(header, name, seen);
    if (reason !== null) reasons.push(reason);
    if (reason !== null || header.type === "directory") return;
    seen.add(name.toString("latin1"));
    members.push({entry: await entryOf(header, name, content), ordinal});
  });
  return members;
}

/** Why a member is set aside; null where it is a file or a link of the tree. */
function faultOf({type}: Headers, name: Buffer, seen: Set<string>): string | null {
  const parts = name.toString("latin1").split("/");
  if (type === "link") return "a hard link";
  if (type !== "file" && type !== "contiguous-file" && type !== "symlink")
    return "a pipe, device or unknown kind of member";
  if (name[0] === 0x2f || /^[a-z]:/i.test(parts[0]!)) return "an absolute path";
  if (parts.includes("..")) return "a path that leads up";
  if (parts.includes("") || name.includes(0) || name.length > most.pathBytes) return "a path that cannot be a file's";
  if (parts.includes(".git")) return "a .git inside the archive";
  if (seen.has(parts.join("/"))) return "a path that the archive holds twice (the first counts)";
  return parts.some((_, i) => i > 0 && seen.has(parts.slice(0, i).join("/")))
    ? "a path through a file or a link"
    : null;
}

async function entryOf(header: Headers, name: Buffer, content: AsyncIterable<Buffer>): Promise<Entry> {
  const path = pathText(name);
  if (header.type === "symlink") {
    const target = Buffer.from(header.linkname ?? "", isUtf8(header, "linkpath") ? "utf8" : "latin1");
    return {path, name, kind: "symlink", mode: "120000", bytes: target.length, blob: blobId(target)};
  }
  const bytes = header.size ?? 0;
  const hash = blobHash(bytes);
  for await (const chunk of content) hash.update(chunk);
  const mode = (header.mode ?? 0) & 0o100 ? "100755" : "100644";
  return {path, name, kind: "file", mode, bytes, blob: hash.digest("hex")};
}

/** Names come as Latin-1, which keeps every byte, except where an extended header gives them as UTF-8. */
function nameOf(header: Headers): Buffer {
  const bytes = Buffer.from(header.name, isUtf8(header, "path") ? "utf8" : "latin1");
  const text = bytes.toString("latin1").replace(/^(?:\.\/)+/, "");
  return Buffer.from(text, "latin1");
}

function isUtf8({pax}: Headers, key: string): boolean {
  return pax?.[key] !== undefined;
}

/** Archives of a release lie in one folder named for it: paths inside it are those of the tree. */
function unwrapped(members: Member[]): Member[] {
  const tops = new Set(members.map(({entry: {name}}) => name.toString("latin1").split("/", 1)[0]!));
  const [top] = tops;
  const flat = members.some(({entry: {name}}) => !name.includes(0x2f));
  if (tops.size !== 1 || flat) return members;
  const cut = top!.length + 1;
  return members.map(({entry, ordinal}) => {
    const name = entry.name.subarray(cut);
    return {entry: {...entry, name, path: pathText(name)}, ordinal};
  });
}

async function* readMembers(
  archive: Archive,
  members: Member[],
  wanted: readonly Entry[]
): AsyncIterable<[Entry, Buffer | null]> {
  const asked = new Set(wanted);
  const byOrdinal = new Map(members.filter(({entry}) => asked.has(entry)).map(({entry, ordinal}) => [ordinal, entry]));
  for await (const {ordinal, content} of membersOf(archive)) {
    const entry = byOrdinal.get(ordinal);
    if (!entry) continue;
    const parts: Buffer[] = [];
    for await (const chunk of content) parts.push(chunk);
    yield [entry, Buffer.concat(parts)];
  }
}

interface Part {
  header: Headers;
  ordinal: number;
  content: AsyncIterable<Buffer>;
}

async function eachMember(archive: Archive, look: (part: Part) => Promise<void>): Promise<void> {
  for await (const part of membersOf(archive)) await look(part);
}

async function* membersOf(archive: Archive): AsyncIterable<Part> {
  const unpack = extract({filenameEncoding: "latin1"});
  const raw = createReadStream(archive.file);
  const pumped = pump(metered(archive, archive.gzip ? pipeline(raw, createGunzip(), () => undefined) : raw), unpack);
  let ordinal = 0;
  try {
    for await (const entry of unpack) {
      if (++ordinal > most.entries) throw bomb(archive, `more than ${most.entries} members`);
      yield {header: entry.header, ordinal, content: contentOf(archive, entry as AsyncIterable<Buffer>)};
      entry.resume();
    }
    await pumped;
  } catch (error) {
    throw faultOfArchive(archive, error);
  } finally {
    unpack.destroy();
    raw.destroy();
  }
}

async function* contentOf(archive: Archive, chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    throw faultOfArchive(archive, error);
  }
}

function faultOfArchive({shown}: Archive, error: unknown): unknown {
  if (error instanceof Failure || isFileError(error, "EACCES", "EIO", "EMFILE")) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new Failure("unreadable", `expected a whole tar archive at ${shown}, found: ${said}: fetch it again`);
}

/** What goes wrong before the archive's end is what its reader gets. */
async function pump(chunks: AsyncIterable<Buffer>, unpack: Extract): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (unpack.destroyed) return;
      if (!unpack.write(chunk)) await room(unpack);
    }
    unpack.end();
  } catch (error) {
    unpack.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Until the archive's reader takes more, or is gone. */
async function room(unpack: Extract): Promise<void> {
  await new Promise<void>((go) => {
    const end = (): void => {
      unpack.off("drain", end).off("close", end);
      go();
    };
    unpack.on("drain", end).on("close", end);
  });
}

/** Passes bytes on until they are more than any archive of a repository unpacks to. */
async function* metered(archive: Archive, chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most.bytes) throw bomb(archive, `more than ${most.bytes / 2 ** 30} GiB`);
    if (bytes > most.ratioFrom && bytes > most.ratio * archive.bytes)
      throw bomb(archive, `more than ${most.ratio} times its ${archive.bytes} bytes`);
    yield chunk;
  }
}

function bomb({shown}: Archive, found: string): Failure {
  return new Failure(
    "unreadable",
    `expected ${shown} to unpack to the files of a repository, found ${found}: audit its folder instead`
  );
}

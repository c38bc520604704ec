import {Failure} from "../../failure.ts";
import {byPath, pathText, type Entry, type EntryKind, type Tree} from "./entry.ts";
import {askGit, endOf, startGit} from "./git-command.ts";

export interface GitPlace {
  /** As the user wrote it, for messages. */
  shown: string;
  gitFolder: string;
  bare: boolean;
}

const kinds: Record<string, EntryKind> = {"120000": "symlink", "160000": "submodule"};

/** The tree of a commit, through commands that read objects and nothing else. */
export async function gitTree({shown, gitFolder, bare}: GitPlace, revision = "HEAD"): Promise<Tree> {
  const commit = await commitOf(shown, gitFolder, revision);
  const {id, date} = await readCommit(shown, gitFolder, commit);
  return {
    origin: bare ? "bare git repository" : "git checkout",
    commit,
    date,
    id,
    entries: await listEntries(shown, gitFolder, id),
    refused: [],
    notes: bare ? [] : [`changes in ${shown} that are not committed are not audited`],
    read: (wanted) => readBlobs(shown, gitFolder, wanted)
  };
}

async function commitOf(shown: string, gitFolder: string, revision: string): Promise<string> {
  if (!/^[^-\0][^\0]*$/.test(revision))
    throw new Failure("usage", `expected --at to name a commit, found ${JSON.stringify(revision)}`);
  const {status, output, complaint} = await askGit(gitFolder, ["rev-parse", "--verify", `${revision}^{commit}`]);
  const commit = output.toString("utf8").trim();
  if (status === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  if (revision !== "HEAD")
    throw new Failure("usage", `expected --at to name a commit of ${shown}, found none for "${revision}"`);
  const said = complaint && !/Needed a single revision/.test(complaint) ? ` (git: ${complaint.slice(0, 300)})` : "";
  throw new Failure(
    "unreadable",
    `expected a commit at HEAD of ${shown}, found none${said}: commit its files first, or audit a tarball or a folder of them`
  );
}

/** The tree a commit names, and when it was made. */
async function readCommit(shown: string, gitFolder: string, commit: string): Promise<{id: string; date: string}> {
  const text = (await gitOutput(shown, gitFolder, ["cat-file", "commit", commit])).toString("utf8");
  const [, id] = /^tree ([0-9a-f]+)$/m.exec(text) ?? [];
  const [, seconds] = /^committer .*? (-?\d+) [+-]\d{4}$/m.exec(text) ?? [];
  const date = new Date(Number(seconds) * 1000);
  if (id && Number.isFinite(date.getTime())) return {id, date: date.toISOString().replace(".000Z", "Z")};
  throw new Failure(
    "unreadable",
    `expected commit ${commit} of ${shown} to name a tree and a date, found ${JSON.stringify(text.slice(0, 200))}: run git fsck there`
  );
}

async function listEntries(shown: string, gitFolder: string, tree: string): Promise<Entry[]> {
  const output = await gitOutput(shown, gitFolder, ["ls-tree", "-r", "-z", "-l", "--full-tree", tree]);
  const entries: Entry[] = [];
  for (let from = 0; from < output.length;) {
    const end = output.indexOf(0, from);
    entries.push(entryOf(output.subarray(from, end)));
    from = end + 1;
  }
  return entries.sort(byPath);
}

/** "mode type id size<tab>path"; the size of a content that git does not have is no number. */
function entryOf(row: Buffer): Entry {
  const tab = row.indexOf(0x09);
  const [mode, , blob, size] = row.subarray(0, tab).toString("latin1").split(/ +/);
  const name = row.subarray(tab + 1);
  const bytes = /^\d+$/.test(size ?? "") ? Number(size) : null;
  return {path: pathText(name), name, kind: kinds[mode!] ?? "file", mode: mode!, bytes, blob: blob!};
}

async function gitOutput(shown: string, gitFolder: string, args: string[]): Promise<Buffer> {
  const {status, output, complaint} = await askGit(gitFolder, args);
  if (status === 0) return output;
  throw new Failure(
    "unreadable",
    `expected git ${args[0]} to read ${shown}, found exit ${status} (${complaint.slice(0, 300)}): run git fsck there`
  );
}

/** Contents from one cat-file process, in the order asked for. */
async function* readBlobs(
  shown: string,
  gitFolder: string,
  wanted: readonly Entry[]
): AsyncIterable<[Entry, Buffer | null]> {
  if (wanted.length === 0) return;
  const child = startGit(gitFolder, ["cat-file", "--batch"]);
  const ended = endOf(child);
  ended.catch(() => child.stdout.destroy());
  child.stderr.resume();
  child.stdin.on("error", () => child.kill());
  child.stdin.end(wanted.map(({blob}) => `${blob}\n`).join(""));
  const input = new Stretches(child.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>);
  try {
    for (const entry of wanted) {
      const header = await input.line();
      const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(header) ?? [];
      if (size === undefined && !/ missing$/.test(header))
        throw new Failure(
          "unreadable",
          `expected git cat-file to read ${entry.blob} of ${shown}, found ${JSON.stringify(header)}: run git fsck there`
        );
      yield [entry, size === undefined ? null : await input.take(Number(size))];
      if (size !== undefined) await input.take(1);
    }
    await ended;
  } finally {
    child.kill();
  }
}

/** A stream cut where its reader says. */
class Stretches {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.of();

  constructor(chunks: AsyncIterator<Buffer>) {
    this.#chunks = chunks;
  }

  /** Up to the next line end, which is dropped; what is left where there is none. */
  async line(): Promise<string> {
    let end = this.#held.indexOf(0x0a);
    while (end < 0 && (await this.#more())) end = this.#held.indexOf(0x0a);
    const length = end < 0 ? this.#held.length : end;
    const text = this.#held.subarray(0, length).toString("utf8");
    this.#held = this.#held.subarray(length + 1);
    return text;
  }

  async take(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = bytes; missing > 0;) {
      if (this.#held.length === 0 && !(await this.#more()))
        throw new Failure("unreadable", `expected ${missing} more bytes from git, found its end: run git fsck there`);
      const part = this.#held.subarray(0, missing);
      parts.push(part);
      this.#held = this.#held.subarray(part.length);
      missing -= part.length;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  async #more(): Promise<boolean> {
    const {done, value} = await this.#chunks.next();
    if (done) return false;
    this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    return true;
  }
}

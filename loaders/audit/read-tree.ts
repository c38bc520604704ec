import {isDependencyFile, type DependencyFile} from "./reproducibility/locks.ts";
import {contentRules, setAside, setAsideRules} from "./set-aside.ts";
import {mayName} from "./subject.ts";
import {factsOf, type FileFacts} from "./survey/file-facts.ts";
import {byPath, type Entry, type Tree} from "./tree/entry.ts";

/** Larger files are named and counted, and not read. */
export const mostBytes = 2 * 2 ** 20;

export interface Tally {
  rule: string;
  because: string;
  files: number;
  bytes: number;
}

export interface TreeFacts {
  /** Files that count, sorted by path. */
  files: FileFacts[];
  setAside: Tally[];
  /** What was not read: some of it counts by its path. */
  notRead: Tally[];
  dependencies: DependencyFile[];
  /** Texts at the top that may name the repository, by path. */
  naming: Map<string, string>;
}

export type Progress = (done: number, total: number, label: string) => void;

const lfsPointer = /^version https:\/\/git-lfs\.github\.com\/spec\//;

/** Reads every file that counts, one at a time. */
export async function readTree(tree: Tree, progress: Progress): Promise<TreeFacts> {
  const reading = new TreeReading(setAside(tree.entries));
  for (const {reason, files} of tree.refused) reading.refuse(reason, files);
  const wanted = tree.entries.filter((entry) => reading.wants(entry));
  let done = 0;
  for await (const [entry, content] of tree.read(wanted)) {
    reading.take(entry, content);
    if (++done % 64 === 0) progress(done, wanted.length, entry.path);
  }
  return reading.end();
}

class TreeReading {
  readonly #aside: ReadonlyMap<Entry, string>;
  readonly #setAside = new Tallies();
  readonly #notRead = new Tallies();
  readonly #facts: Omit<TreeFacts, "setAside" | "notRead"> = {files: [], dependencies: [], naming: new Map()};

  constructor(aside: ReadonlyMap<Entry, string>) {
    this.#aside = aside;
  }

  refuse(rule: string, files: number): void {
    this.#notRead.add(rule, "no file of a tree", files, 0);
  }

  /** Whether the content is to be read. Tells what is known without it. */
  wants(entry: Entry): boolean {
    const rule = this.#aside.get(entry);
    if (rule !== undefined) {
      this.#setAside.add(rule, becauseOf(rule), 1, entry.bytes ?? 0);
      return (
        rule === "lock" &&
        entry.kind === "file" &&
        (entry.bytes ?? Infinity) <= mostBytes &&
        isDependencyFile(entry.path)
      );
    }
    const reason = unreadable(entry);
    if (reason === null) return true;
    this.#notRead.add(...reason, 1, entry.bytes ?? 0);
    if (entry.kind === "file") this.#facts.files.push(factsOf(entry, null));
    return false;
  }

  take(entry: Entry, content: Buffer | null): void {
    if (content === null) return this.#unread(entry, "absent", "the repository names its content and does not hold it");
    const head = content.subarray(0, 8192).toString("latin1");
    const text = (): string => content.toString("utf8");
    if (isDependencyFile(entry.path)) this.#facts.dependencies.push({path: entry.path, blob: entry.blob, text: text()});
    if (this.#aside.has(entry)) return;
    const rule = contentRules.find(({holds}) => holds.test(head));
    if (rule) return this.#setAside.add(rule.rule, rule.because, 1, content.length);
    if (lfsPointer.test(head)) return this.#unread(entry, "git-lfs pointer", "the content lies elsewhere");
    if (head.includes("\0")) return this.#unread(entry, "binary", "no text: it counts by its path");
    if (mayName(entry.path)) this.#facts.naming.set(entry.path, text());
    this.#facts.files.push(factsOf(entry, content));
  }

  end(): TreeFacts {
    const {files, dependencies, naming} = this.#facts;
    return {
      files: files.sort(byPath),
      dependencies: dependencies.sort(byPath),
      naming: new Map([...naming].sort(([a], [b]) => (a < b ? -1 : 1))),
      setAside: this.#setAside.rows(),
      notRead: this.#notRead.rows()
    };
  }

  #unread(entry: Entry, rule: string, because: string): void {
    this.#notRead.add(rule, because, 1, entry.bytes ?? 0);
    this.#facts.files.push(factsOf(entry, null));
  }
}

/** Why an entry is not read, before anything is; null where it is. */
function unreadable({kind, bytes}: Entry): [rule: string, because: string] | null {
  if (kind === "symlink") return ["symbolic link", "named, not followed"];
  if (kind === "submodule") return ["submodule", "another repository: audit it on its own"];
  if (bytes === null) return ["absent", "the repository names its content and does not hold it"];
  return bytes > mostBytes ? ["large", `above ${mostBytes / 2 ** 20} MiB: it counts by its path`] : null;
}

function becauseOf(rule: string): string {
  return setAsideRules.find((entry) => entry.rule === rule)!.because;
}

class Tallies {
  readonly #rows = new Map<string, Tally>();

  add(rule: string, because: string, files: number, bytes: number): void {
    const row = this.#rows.get(rule) ?? {rule, because, files: 0, bytes: 0};
    this.#rows.set(rule, {...row, files: row.files + files, bytes: row.bytes + bytes});
  }

  rows(): Tally[] {
    return [...this.#rows.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
  }
}

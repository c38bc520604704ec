import {decideCapability, type CapabilityVerdict} from "./capabilities/decide.ts";
import {capabilities} from "./capabilities/index.ts";
import type {LanguageKind} from "./code/language.ts";
import {readTree, type Progress, type Tally} from "./read-tree.ts";
import {decideItem, type ItemVerdict} from "./reproducibility/decide.ts";
import {items} from "./reproducibility/items.ts";
import {decideLocks} from "./reproducibility/locks.ts";
import type {Stub} from "./stubs/find.ts";
import {subjectOf} from "./subject.ts";
import type {Pointer} from "./survey/evidence.ts";
import type {FileFacts} from "./survey/file-facts.ts";
import {Survey} from "./survey/survey.ts";
import type {Tree} from "./tree/entry.ts";

export interface FolderRow {
  folder: string;
  files: number;
  bytes: number;
  lines: number;
}

export interface LanguageRow {
  language: string;
  kind: LanguageKind;
  files: number;
  code: number;
  comment: number;
  blank: number;
}

/** Stubs by 1,000 lines of code, in tests and outside them. */
export interface Density {
  scope: "product" | "test";
  stubs: number;
  unfinished: number;
  code_lines: number;
  /** Null where there is no line of code. */
  per_1000: number | null;
}

export interface StubRow extends Stub {
  path: string;
  digest: string;
}

/** What an audit found: a function of the tree and the tool alone. */
export interface Audit {
  subject: string | null;
  commit: string | null;
  date: string | null;
  tree: string;
  files: number;
  bytes: number;
  setAside: Tally[];
  notRead: Tally[];
  folders: FolderRow[];
  languages: LanguageRow[];
  stubs: StubRow[];
  density: Density[];
  capabilities: CapabilityVerdict[];
  checks: ItemVerdict[];
}

/** Audits a tree. Nothing of it is run. */
export async function auditTree(tree: Tree, progress: Progress): Promise<Audit> {
  const facts = await readTree(tree, progress);
  const survey = new Survey(facts.files);
  const withDigests = <T extends {pointers: Pointer[]}>(verdict: T): T => ({
    ...verdict,
    pointers: verdict.pointers.map((pointer) => ({
      ...pointer,
      digest: pointer.digest || survey.file(pointer.path).blob
    }))
  });
  return {
    subject: subjectOf(facts.naming),
    commit: tree.commit,
    date: tree.date,
    tree: tree.id,
    files: facts.files.length,
    bytes: facts.files.reduce((sum, {bytes}) => sum + bytes, 0),
    setAside: facts.setAside,
    notRead: facts.notRead,
    folders: foldersOf(facts.files),
    languages: languagesOf(facts.files),
    stubs: facts.files.flatMap(({path, blob, stubs}) => stubs.map((stub) => ({...stub, path, digest: blob}))),
    density: (["product", "test"] as const).map((scope) => densityOf(scope, facts.files)),
    capabilities: capabilities.map((capability) => withDigests(decideCapability(capability, survey))),
    checks: [...items.map((item) => decideItem(item, survey)), decideLocks(facts.dependencies)].sort((a, b) =>
      a.item < b.item ? -1 : 1
    )
  };
}

function foldersOf(files: readonly FileFacts[]): FolderRow[] {
  const rows = new Map<string, FolderRow>();
  for (const {path, bytes, lines} of files) {
    const folder = path.includes("/") ? path.slice(0, path.indexOf("/") + 1) : "./";
    const row = rows.get(folder) ?? {folder, files: 0, bytes: 0, lines: 0};
    const sum = lines ? lines.code + lines.comment + lines.blank : 0;
    rows.set(folder, {folder, files: row.files + 1, bytes: row.bytes + bytes, lines: row.lines + sum});
  }
  return [...rows.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function languagesOf(files: readonly FileFacts[]): LanguageRow[] {
  const rows = new Map<string, LanguageRow>();
  for (const {language, lines} of files) {
    if (!language || !lines) continue;
    const row = rows.get(language.name) ?? {
      language: language.name,
      kind: language.kind,
      files: 0,
      code: 0,
      comment: 0,
      blank: 0
    };
    rows.set(language.name, {
      ...row,
      files: row.files + 1,
      code: row.code + lines.code,
      comment: row.comment + lines.comment,
      blank: row.blank + lines.blank
    });
  }
  return [...rows.values()].sort((a, b) => (a.language < b.language ? -1 : 1));
}

function densityOf(scope: Density["scope"], files: readonly FileFacts[]): Density {
  const counted = files.filter(
    ({role, language}) => language?.kind === "code" && (role === "test") === (scope === "test")
  );
  const stubs = counted.flatMap((file) => file.stubs);
  const code_lines = counted.reduce((sum, {lines}) => sum + (lines?.code ?? 0), 0);
  const per_1000 = code_lines === 0 ? null : Math.round((stubs.length / code_lines) * 100_000) / 100;
  return {
    scope,
    stubs: stubs.length,
    unfinished: stubs.filter(({unfinished}) => unfinished).length,
    code_lines,
    per_1000
  };
}

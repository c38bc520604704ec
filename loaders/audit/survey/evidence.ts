import type {EvidenceKind} from "../capabilities/capability.ts";
import type {Execution, Importer, Usage} from "../graph/usage.ts";
import type {Trace} from "./traces.ts";
import type {FileFacts} from "./file-facts.ts";

/** One pointer: what stands at a line of a file that counts. */
export interface Pointer {
  kind: EvidenceKind;
  path: string;
  /** From 1. */
  line: number;
  /** Git's id of the file's content. */
  digest: string;
  /** What is seen there, in words. */
  note: string;
}

export interface Found {
  file: FileFacts;
  trace: Trace;
  sign: string;
}

/** How a file is used: who imports it and which commands reach it. */
export interface Use {
  importer: Importer | undefined;
  document: Execution | undefined;
  step: Execution | undefined;
  script: Execution | undefined;
}

export function useOf(usage: Usage, {file, trace}: Found): Use {
  const {path} = file;
  const importers = usage
    .importers(path)
    .filter(({names}) => trace.name === null || names.length === 0 || names.includes(trace.name));
  return {
    importer: importers.find(({role}) => role === "product") ?? importers[0],
    document: usage.execution(path, "document") ?? usage.execution(path, "mention"),
    step: usage.execution(path, "step"),
    script: usage.execution(path, "script")
  };
}

export function isUsed({importer, document, step, script}: Use): boolean {
  return Boolean(importer ?? document ?? step ?? script);
}

export function pointerAt(
  kind: EvidenceKind,
  file: Pick<FileFacts, "path" | "blob">,
  line: number,
  note: string
): Pointer {
  return {kind, path: file.path, line, digest: file.blob, note};
}

/** Sorted as they are written: by kind, path and line; each place once a kind. */
export function sorted(pointers: readonly Pointer[], kinds: readonly EvidenceKind[]): Pointer[] {
  const seen = new Set<string>();
  return [...pointers]
    .sort(
      (a, b) =>
        kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line)
    )
    .filter(({kind, path, line}) => {
      const key = `${kind}\n${path}\n${line}`;
      return seen.has(key) ? false : seen.add(key);
    });
}

/** A place in words. @example placeText({path: "a.py", line: 3}) // "a.py:3" */
export function placeText({path, line}: {path: string; line: number}): string {
  return `${path}:${line}`;
}

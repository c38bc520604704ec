import {existsSync, readFileSync} from "node:fs";
import {relative, resolve} from "node:path";
import {readClaims, readDocument, type ClaimedNumber, type RunnableClaim} from "../claims/pages.ts";
import type {PageText} from "../claims/page.ts";
import type {Problem} from "../claims/problem.ts";
import {findUnboundNumbers, proseProblems} from "../claims/prose.ts";
import {findLast, readLast, readPages} from "../site/page-files.ts";
import type {Document} from "./document.ts";

/** The claims and numbers of all pages, or of one document. */
export interface Part {
  claims: RunnableClaim[];
  numbers: ClaimedNumber[];
  problems: Problem[];
  /** Numbers in prose that no claim binds, where that is refused. */
  unbound: Problem[];
  /** The file that a claim's `page` names. */
  source(page: string): Document;
}

export interface PartsOptions {
  /** The project's folder. */
  root: string;
  pagesFrom: string[];
  documents: Document[];
  prose: "list" | "strict";
}

/** Pages first: documents state their claims, too. A document that is a page is not read twice. */
export function readParts({root, pagesFrom, documents, prose}: PartsOptions): Part[] {
  const pages = readPages(pagesFrom);
  const files = new Map(
    pages.map((page) => [page.path, {path: findLast(pagesFrom, page.path)!, markdown: page.markdown}])
  );
  const shared = readClaims(pages, (path) => readLast(pagesFrom, path));
  const unbound = prose === "strict" ? proseProblems(pages.flatMap(findUnboundNumbers)) : [];
  const known = new Set([...files.values()].map(({path}) => resolve(path)));
  return [
    {...shared, unbound, source: (page) => files.get(page)!},
    ...documents.filter(({path}) => !known.has(path)).map((document) => documentPart(root, document, shared))
  ];
}

function documentPart(root: string, document: Document, shared: Parameters<typeof readDocument>[1]): Part {
  const page: PageText = {path: nameOf(root, document.path), markdown: document.markdown};
  const readQuery = (path: string): string | null => {
    const file = resolve(root, path);
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  };
  return {...readDocument(page, shared, readQuery), unbound: [], source: () => document};
}

/** A file as messages name it: from the project's folder, with "/". */
export function nameOf(root: string, file: string): string {
  return relative(root, file).replaceAll("\\", "/");
}

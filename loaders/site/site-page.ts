import {createRequire} from "node:module";
import {readFileSync, readdirSync} from "node:fs";
import {join, relative, sep} from "node:path";
import {framework} from "./packages.ts";

/** A page as Framework built it. */
export interface SitePage {
  /** Within the site: `runs.html`. */
  path: string;
  html: string;
  document: Document;
}

interface Jsdom {
  JSDOM: new (html: string, options: object) => {window: {document: Document}};
  VirtualConsole: new () => object;
}

const {JSDOM, VirtualConsole} = createRequire(join(framework.folder, "package.json"))("jsdom") as Jsdom;

/** Parses a whole page as a browser does; runs nothing of it. */
export function parsePage(html: string): Document {
  return new JSDOM(html, {virtualConsole: new VirtualConsole()}).window.document;
}

/** All files of a built site, sorted, as paths with `/`. */
export function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
  return entries.map(({parentPath, name}) => relative(folder, join(parentPath, name)).split(sep).join("/")).sort();
}

export function readPages(folder: string, files: string[]): SitePage[] {
  return files
    .filter((path) => path.endsWith(".html") && !path.startsWith("_"))
    .map((path) => {
      const html = readFileSync(join(folder, path), "utf8");
      return {path, html, document: parsePage(html)};
    });
}

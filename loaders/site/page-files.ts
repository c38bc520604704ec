import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {PageText} from "../claims/page.ts";
import {isHidden} from "./stage.ts";

/** All pages of these folders, sorted; a later folder's stands for the same path of an earlier one. */
export function readPages(folders: string[]): PageText[] {
  const names = new Set(
    folders
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => readdirSync(folder, {recursive: true, encoding: "utf8"}))
  );
  const paths = [...names]
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".md") && !isHidden(name));
  return paths.sort().map((path) => ({path, markdown: readLast(folders, path) ?? ""}));
}

/** The text of a file that pages name; null where none of the folders has it. */
export function readLast(folders: string[], path: string): string | null {
  const file = findLast(folders, path);
  return file ? readFileSync(file, "utf8") : null;
}

/** Where such a file lies. */
export function findLast(folders: string[], path: string): string | undefined {
  return folders.map((folder) => join(folder, path)).findLast((candidate) => existsSync(candidate));
}

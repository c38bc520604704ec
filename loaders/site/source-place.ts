import {existsSync, readFileSync} from "node:fs";
import {relative} from "node:path";
import type {Stage} from "./stage.ts";

/** The user's file behind a staged path, as a person would name it from the project's folder. */
export function sourceName(stage: Stage, path: string): string {
  const clean = path.replace(/^\//, "");
  const file = stage.sources[clean] ?? stage.sources[`${clean}.md`];
  if (!file) return clean;
  const near = relative(stage.project, file);
  return near.startsWith("..") ? file : near;
}

/** `path:line` of every line of a staged page or module that `test` accepts. */
export function findPlaces(stage: Stage, test: (line: string) => boolean): string[] {
  return Object.entries(stage.sources).flatMap(([path, file]) => {
    if (!/\.(md|[jt]sx?|html)$/.test(path) || !existsSync(file)) return [];
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.flatMap((line, index) => (test(line) ? [`${sourceName(stage, path)}:${index + 1}`] : []));
  });
}

/** The page's source with the first line that holds one of `texts`; without a line where none does. */
export function placeOf(stage: Stage, page: string, ...texts: string[]): string {
  const path = page.replace(/\.html$/, "");
  const file = stage.sources[`${path}.md`];
  const name = sourceName(stage, path);
  const lines = file ? readFileSync(file, "utf8").split("\n") : [];
  const line = texts.map((text) => lines.findIndex((each) => each.includes(text))).find((index) => index >= 0);
  return line === undefined ? name : `${name}:${line + 1}`;
}

import {realpathSync, statSync} from "node:fs";
import {Failure} from "../failure.ts";
import {writeDurably} from "../files/durable.ts";
import {readText} from "./document.ts";
import type {Fix} from "./judgement.ts";

/** Writes the fixes, each file whole or not at all; nothing else in it changes. Throws where a file is no longer as it was read. */
export function applyFixes(fixes: Fix[]): void {
  const files = [...new Set(fixes.map(({path}) => path))];
  for (const path of files)
    rewriteFile(
      path,
      fixes.filter((fix) => fix.path === path)
    );
}

function rewriteFile(path: string, fixes: Fix[]): void {
  const file = realpathSync(path);
  let text = readText(file, "--fix");
  for (const {from, to, before, after} of [...fixes].sort((a, b) => b.from - a.from)) {
    if (text.slice(from, to) !== before)
      throw new Failure(
        "unreadable",
        `expected ${path} as it was read, found it changed since: run colophon check --fix again`
      );
    text = text.slice(0, from) + after + text.slice(to);
  }
  writeDurably(file, text, statSync(file).mode & 0o7777);
}

import {existsSync, readdirSync, readFileSync} from "node:fs";
import {join, relative} from "node:path";
import {Failure} from "../failure.ts";
import {packageRoot} from "../warehouse/package-root.ts";
import {parseRule, type Rule} from "./rule.ts";

/** The rules that come with the toolkit. */
export const builtInRules = join(packageRoot, "loaders", "rules");

/**
 * Every rule below these folders, by standard and path; a missing folder is empty. A rule of a later folder takes the
 * place of one with its standard and item in an earlier one. Paths in messages begin at `root`. Throws `usage` for a
 * file that is no rule, and for two of one folder that decide the same.
 */
export function readRules(folders: string[], root: string): Rule[] {
  const rules = new Map<string, Rule>();
  for (const folder of folders) for (const [key, rule] of readFolder(folder, root)) rules.set(key, rule);
  return [...rules.values()].sort((a, b) => order(a.standard, b.standard) || order(a.path, b.path));
}

/**
 * The rules that a project is held to: those of these standards, and all below its `own` folder, named as their paths
 * are. Throws `usage` for a standard that has no rule.
 */
export function heldRules(rules: Rule[], standards: readonly string[], own: string, where: string): Rule[] {
  const known = [...new Set(rules.map(({standard}) => standard))];
  const unknown = standards.find((standard) => !known.includes(standard));
  if (unknown !== undefined)
    throw new Failure(
      "usage",
      `expected standards in ${where} to be of ${known.join(", ")}, found "${unknown}": correct the name`
    );
  return rules.filter(({standard, path}) => standards.includes(standard) || path.startsWith(own));
}

function readFolder(folder: string, root: string): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  const names = existsSync(folder) ? readdirSync(folder, {recursive: true, encoding: "utf8"}).sort() : [];
  for (const name of names.filter((candidate) => candidate.endsWith(".sql"))) {
    const file = join(folder, name);
    const rule = parseRule(readFileSync(file, "utf8"), relative(root, file).replaceAll("\\", "/"));
    const key = `${rule.standard}\n${rule.item}`;
    const other = rules.get(key);
    if (other)
      throw new Failure(
        "usage",
        `${rule.path}:1: expected an item that no other rule of "${rule.standard}" has, found "${rule.item}" of ${other.path}: rename one`
      );
    rules.set(key, rule);
  }
  return rules;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import {existsSync, statSync} from "node:fs";
import {join, resolve} from "node:path";
import {Failure} from "../failure.ts";
import {sha256} from "../files/digest.ts";
import {loadConfig, type LoadedConfig} from "./config.ts";
import {builtInRules} from "../rules/rule-files.ts";
import {packageRoot} from "../warehouse/package-root.ts";

/** A folder with a configuration (or none), and where its work goes: everything under its own `.colophon/`. */
export interface Project {
  root: string;
  config: LoadedConfig;
  work: string;
  /** The built-in pages, then the project's own; those speak of the configured inputs and are left out with others. */
  pagesFrom(inputs: string[]): string[];
  /** The folders of the toolkit's checklist rules and of the project's own. */
  rulesFrom: [string, string];
  /** Absolute paths of the given inputs, else of the configured ones. Throws `usage` where there are none. */
  inputs(given: string[]): string[];
  warehouse(explicit?: string): string;
  /** Work folder of builds from these inputs: two builds of different inputs never mix. */
  buildFolder(inputs: string[]): string;
}

/** The warehouse that a verb reads or writes: the one named, else the project's. */
export function warehouseOf(cwd: string, explicit?: string): string {
  return explicit ? resolve(cwd, explicit) : join(cwd, ".colophon", "warehouse.duckdb");
}

export async function loadProject(cwd: string): Promise<Project> {
  const work = join(cwd, ".colophon");
  const config = await loadConfig(cwd, work, {title: "Report", inputs: []});
  const settings = config.config.colophon;
  const builtIn = join(packageRoot, "src");
  const own = resolve(cwd, settings.root);
  const hasOwn = config.file !== undefined && own !== builtIn && existsSync(own);
  if (hasOwn && (own === resolve(cwd) || !statSync(own).isDirectory()))
    throw new Failure(
      "usage",
      `${config.file}: expected root to be a folder of pages within the project, found "${settings.root}": give the pages a folder of their own`
    );
  const configured = settings.inputs.map((input) => resolve(cwd, input));
  return {
    root: cwd,
    config,
    work,
    pagesFrom: (inputs) => (hasOwn && inputs.join("\n") === configured.join("\n") ? [builtIn, own] : [builtIn]),
    rulesFrom: [builtInRules, resolve(cwd, settings.rules)],
    inputs(given) {
      const inputs = given.length ? given.map((input) => resolve(cwd, input)) : configured;
      if (inputs.length === 0)
        throw new Failure(
          "usage",
          "expected files or folders to read, found none: name them, or run colophon init to start a project"
        );
      return inputs;
    },
    warehouse: (explicit) => warehouseOf(cwd, explicit),
    buildFolder: (inputs) => join(work, "builds", sha256(inputs.join("\n")).slice(0, 12))
  };
}

import {execFileSync} from "node:child_process";
import {cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {writeHostileLogs} from "./hostile.ts";

const root = join(import.meta.dirname, "../..");
const ownPages = "src/_example";

export interface Report {
  /** Lays out a project in `folder` and returns the arguments that build it. */
  prepare(folder: string): string[];
  /** Its pages, as they are named in addresses. */
  pages: string[];
  /** Values and charts that a page shows at least, so that a page without any is noticed. */
  least: Record<string, {values?: number; charts?: number}>;
}

function pagesIn(folder: string): string[] {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith(".md"));
  return files.map((name) => name.replace(/\.md$/, "")).sort();
}

const builtIn = pagesIn("src");

/** Reports that people may build: of this repository, of nothing, and of files that mean harm. */
export const reports = {
  example: {
    prepare(folder) {
      for (const path of ["data", ownPages]) cpSync(join(root, path), join(folder, path), {recursive: true});
      const config = readFileSync(join(root, "observablehq.config.ts"), "utf8");
      writeFileSync(join(folder, "observablehq.config.ts"), config.replace("./loaders/index.ts", "colophon"));
      return [];
    },
    pages: [...builtIn, ...pagesIn(ownPages)],
    least: {
      index: {values: 8},
      runs: {values: 60, charts: 1},
      "runs as bands": {values: 250, charts: 1},
      "runs as differences": {values: 200, charts: 1},
      "runs as density": {values: 110, charts: 1},
      run: {values: 100, charts: 4},
      reproducibility: {values: 60, charts: 2},
      benchmarks: {values: 100},
      kernels: {values: 10, charts: 7},
      "data-quality": {values: 40},
      findings: {values: 20}
    }
  },
  empty: {
    prepare(folder) {
      mkdirSync(join(folder, "nothing"));
      return ["--input", "nothing"];
    },
    pages: builtIn,
    least: {kernels: {charts: 7}}
  },
  hostile: {
    prepare(folder) {
      writeHostileLogs(join(folder, "logs"));
      return ["--input", "logs"];
    },
    pages: builtIn,
    least: {
      index: {values: 20},
      runs: {values: 80, charts: 1},
      run: {values: 20, charts: 1},
      capabilities: {values: 60},
      benchmarks: {values: 80},
      kernels: {values: 20, charts: 7},
      "data-quality": {values: 60}
    }
  }
} satisfies Record<string, Report> as Record<string, Report>;

/** Builds as a user does, in a folder of their own with the compiled command. Returns the site's folder. */
export function buildReport({prepare}: Report, folder: string): string {
  mkdirSync(folder, {recursive: true});
  const input = prepare(folder);
  const command = join(root, ".build/loaders/cli.js");
  execFileSync(process.execPath, [command, "build", ...input, "--out", "dist"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"]
  });
  return join(folder, "dist");
}

/** The pages of a built site, as they are named in addresses. */
export function builtPages(site: string): string[] {
  const files = readdirSync(site, {recursive: true, encoding: "utf8"}).filter((name) => name.endsWith(".html"));
  return files
    .map((name) => name.replace(/\.html$/, ""))
    .filter((name) => name !== "404")
    .sort();
}

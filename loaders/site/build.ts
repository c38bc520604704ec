import {once} from "node:events";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {extname, join} from "node:path";
import {Failure} from "../failure.ts";
import {findSameSite, noteBuild} from "./build-key.ts";
import {checkSite, nameProblems} from "./check.ts";
import {finishPage} from "./csp.ts";
import type {BuildMessage, Problem} from "./framework-messages.ts";
import {startFramework} from "./framework-process.ts";
import {readFrontMatter} from "./frontmatter.ts";
import {checkReplaceable, measureSite, publishSite} from "./output.ts";
import {listFiles, readPages, type SitePage} from "./site-page.ts";
import type {Stage} from "./stage.ts";

export interface BuildSiteOptions {
  stage: Stage;
  /** The folder that the finished site replaces. */
  out: string;
  /** Told of each page before it is read and before it is written. */
  progress?: (done: number, total: number, label: string) => void;
  /** Added to the environment of Framework and of the data loaders. */
  env?: NodeJS.ProcessEnv;
}

/** A finished site: number of pages, bytes of all files, digest as in `SiteFacts`. */
export interface BuiltSite {
  pages: number;
  bytes: number;
  digest: string;
}

/**
 * Builds the staged pages and puts the site in the place of `out`; where nothing changed since the last build and
 * the site is whole, it stays. Throws a Failure that lists everything that would not work, each with the user's file
 * and the line or cell; `out` is then as it was.
 */
export async function buildSite({stage, out, progress, env = {}}: BuildSiteOptions): Promise<BuiltSite> {
  checkReplaceable(out);
  const same = findSameSite(stage, out);
  if (same) return same;
  const problems = await runFramework(stage, env, progress);
  const folder = join(stage.into, "dist");
  const named = nameProblems(stage, problems);
  const files = existsSync(folder) ? listFiles(folder) : [];
  const pages = readPages(folder, files);
  // What a failed build wrote is not complete: its links say nothing.
  const checked = problems.some(({kind}) => kind === "import" || kind === "error")
    ? []
    : await checkSite(stage, folder, files, pages);
  failOn([...new Set([...named, ...checked])]);
  for (const page of pages) writeFileSync(join(folder, page.path), finishPage(page.html, allowances(stage, page)));
  const facts = measureSite(folder);
  publishSite(folder, out, facts);
  const site = {pages: pages.length, bytes: facts.bytes, digest: facts.digest};
  noteBuild(stage, site);
  return site;
}

function failOn(problems: string[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "one problem" : `${problems.length} problems`;
  throw new Failure(
    "failed",
    `the site was not built: ${count}\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    problems
  );
}

function allowances(stage: Stage, {path}: SitePage): {arquero: boolean; duckdb: boolean} {
  const file = stage.sources[path.replace(/\.html$/, ".md")];
  return file ? readFrontMatter(readFileSync(file, "utf8")) : {arquero: false, duckdb: false};
}

async function runFramework(
  stage: Stage,
  env: NodeJS.ProcessEnv,
  progress: BuildSiteOptions["progress"]
): Promise<Problem[]> {
  let problems: Problem[] | undefined;
  let done = 0;
  const total = 2 * Object.keys(stage.sources).filter((path) => path.endsWith(".md")).length;
  const {child, output} = startFramework(stage, ["build"], env, (message: BuildMessage) => {
    const ofPage = message.type === "step" && /^(load|render)$/.test(message.verb) && !extname(message.path);
    if (ofPage && done < total) progress?.(done++, total, message.path);
    if (message.type === "done") problems = message.problems;
  });
  const [code] = (await once(child, "close")) as [number | null];
  if (problems) return problems;
  throw new Error(`expected Framework to build the pages, but it ended with code ${code}:\n${output()}`);
}

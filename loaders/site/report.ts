import {existsSync, readFileSync, rmSync} from "node:fs";
import {join} from "node:path";
import {Failure} from "../failure.ts";
import {sha256} from "../files/digest.ts";
import {writeShards} from "../evidence/shards.ts";
import {allowFile, parseAllowances} from "../privacy/allowance.ts";
import {addCounts} from "../privacy/mask.ts";
import {guardFor, type FoundCredential, type PolicyOptions} from "../privacy/policy.ts";
import {readRules} from "../rules/rule-files.ts";
import {withLock} from "../warehouse/lock.ts";
import {ingest, type IngestResult} from "../warehouse/ingest.ts";
import {sourceFiles} from "../warehouse/held.ts";
import {Reader} from "../warehouse/reader.ts";
import {buildSite} from "./build.ts";
import {prepareChecklists} from "./checklist-pages.ts";
import {prepareClaims} from "./claim-pages.ts";
import {checkReplaceable} from "./output.ts";
import type {Exclusive} from "./preview.ts";
import type {Project} from "./project.ts";
import {writeSession} from "./session.ts";
import {stage, type Stage} from "./stage.ts";
import {buildTables, writeAtomically} from "./tables.ts";

export interface ReportOptions {
  project: Project;
  /** Absolute paths. */
  inputs: string[];
  warehouse?: string;
  prose?: "list" | "strict";
  showIdentities?: boolean;
  progress: (done: number, total: number, label: string) => void;
  say: (text: string) => void;
}

export interface PreparedReport {
  stage: Stage;
  ingested: IngestResult;
  warehouse: string;
  claims: {id: string; page: string; verdict: string}[];
  unbound: {page: string; line: number; text: string}[];
}

/**
 * Ingest, claims, stage, queries and evidence: everything before Framework. What changes the stage runs in `exclusive`.
 * Throws `failed` listing what fails.
 */
export async function prepareReport(
  options: ReportOptions,
  exclusive: Exclusive = (work) => work()
): Promise<PreparedReport> {
  const {project, inputs, progress} = options;
  const settings = project.config.config.colophon;
  const folder = project.buildFolder(inputs);
  const pagesFrom = project.pagesFrom(inputs);
  const warehouse = options.warehouse ?? join(folder, "warehouse.duckdb");
  const ingested = await ingestFor(project, inputs, warehouse, progress);
  const policy = readPolicy(project, options.showIdentities ?? settings.showIdentities);
  const key = sha256(`${ingested.digest}\n${JSON.stringify(policy)}`);
  const credentials: FoundCredential[] = [];
  const guard = guardFor(policy, (found) => credentials.push(found));
  const reader = await Reader.open(warehouse);
  try {
    const prepared = await prepareClaims({
      pagesFrom,
      into: join(folder, "generated"),
      reader,
      guard,
      prose: options.prose ?? settings.prose
    });
    const checklists = await prepareChecklists({
      rules: readRules(project.rulesFrom, project.root),
      reader,
      guard,
      into: join(folder, "generated"),
      cache: join(folder, "tables"),
      key,
      mayKeep: () => credentials.length === 0
    });
    return await exclusive(async () => {
      const staged = await stage({
        pagesFrom: [...pagesFrom, join(folder, "generated")],
        into: join(folder, "stage"),
        config: project.config,
        project: project.root,
        libraries: join(project.work, "libraries"),
        dataKey: key,
        report: {digest: ingested.digest, files: ingested.sources}
      });
      writeSession({stage: staged.root, warehouse, policy});
      const cited = await buildTables({
        stage: staged.root,
        reader,
        cache: join(folder, "tables"),
        key,
        guard,
        progress
      });
      for (const {places, expressions} of [prepared.cited, checklists]) {
        for (const [place, raw] of places) cited.places.set(place, raw);
        for (const [id, expression] of expressions) cited.expressions.set(id, expression);
      }
      addCounts(cited.masked, checklists.masked);
      rmSync(join(staged.root, "evidence"), {recursive: true, force: true});
      const files = await sourceFiles(warehouse);
      const shardGuard = guardFor(policy, (found) => credentials.push(found));
      await writeShards(join(staged.root, "evidence"), cited, reader, (id) => files.get(id) ?? null, shardGuard);
      writeAtomically(
        join(staged.root, "data", "privacy.json"),
        JSON.stringify({counts: addCounts(cited.masked, shardGuard.counts), shown: policy.showIdentities})
      );
      refuseCredentials(credentials);
      return {stage: staged, ingested, warehouse, claims: prepared.claims, unbound: prepared.unbound};
    });
  } finally {
    reader.close();
  }
}

/** Reads the inputs as the project's settings say; the warehouse holds them and nothing else. */
export function ingestFor(
  {config}: Project,
  inputs: string[],
  warehouse: string,
  progress: ReportOptions["progress"]
): Promise<IngestResult> {
  const {aliases, directions, formats} = config.config.colophon;
  return ingest({inputs, warehouse, prune: true, aliases, directions, formats, progress});
}

/** The whole way from inputs to a site in `out`. */
export async function buildReport(
  options: ReportOptions & {out: string}
): Promise<PreparedReport & {pages: number; bytes: number; digest: string}> {
  return withLock(join(options.project.buildFolder(options.inputs), "build"), async () => {
    checkReplaceable(options.out);
    const prepared = await prepareReport(options);
    const site = await buildSite({stage: prepared.stage, out: options.out, progress: options.progress});
    return {...prepared, ...site};
  });
}

/** What may leave, by the project's list of allowances. Throws where that cannot be read. */
export function readPolicy({root}: Project, showIdentities: boolean): PolicyOptions {
  const file = join(root, allowFile);
  return {showIdentities, allow: existsSync(file) ? parseAllowances(readFileSync(file, "utf8"), allowFile) : []};
}

function refuseCredentials(found: FoundCredential[]): void {
  const messages = [...new Set(found.map(({message}) => message))].sort();
  if (messages.length)
    throw new Failure("failed", `credentials would leave with the report:\n  ${messages.join("\n  ")}`, messages);
}

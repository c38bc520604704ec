import {mkdirSync, statSync} from "node:fs";
import {dirname, join, relative, resolve} from "node:path";
import {check, mend} from "../check/check.ts";
import {readDocuments, type Document} from "../check/document.ts";
import {countVerdicts, isFailing, isWarning, messageOf, type Judgement} from "../check/judgement.ts";
import {junitXml} from "../check/junit.ts";
import {sarifLog} from "../check/sarif.ts";
import {Failure} from "../failure.ts";
import {writeDurably} from "../files/durable.ts";
import {guardFor} from "../privacy/policy.ts";
import {heldRules, readRules} from "../rules/rule-files.ts";
import type {Rule} from "../rules/rule.ts";
import {loadProject, type Project} from "../site/project.ts";
import {ingestFor, readPolicy} from "../site/report.ts";
import {Reader} from "../warehouse/reader.ts";
import {describeIngest} from "./ingest.ts";
import type {Effects, Values, VerbResult} from "./verb.ts";

const reports = {junit: junitXml, sarif: sarifLog} as const;

/** What `colophon check` does. */
export async function runCheck(values: Values, paths: string[], effects: Effects): Promise<VerbResult> {
  const project = await loadProject(effects.cwd);
  const documents = documentsOf(project, paths);
  refuseTargets(values, documents, effects.cwd);
  const {warehouse, said} = await warehouseFor(project, values, effects);
  const before = await judge(project, documents, warehouse);
  const {judgements, fixed} = values.fix ? mend(before) : {judgements: before, fixed: []};
  const written = writeReports(values, judgements, effects.cwd);
  return resultOf(judgements, fixed, [...said, ...written]);
}

function documentsOf({root, config}: Project, given: string[]): Document[] {
  const configured = readDocuments(root, config.config.colophon.claims, `claims in ${config.file}`);
  const named = readDocuments(root, given, "PATH");
  return [...configured, ...named.filter(({path}) => !configured.some((document) => document.path === path))];
}

/** A report must not take the place of what it reports on. */
function refuseTargets(values: Values, documents: Document[], cwd: string): void {
  const taken = new Set(documents.map(({path}) => path));
  for (const name of Object.keys(reports)) {
    const file = values[name] === undefined ? null : resolve(cwd, String(values[name]));
    if (file === null) continue;
    if (taken.has(file))
      throw new Failure("usage", `expected --${name} to be a file of its own, found ${file}: choose another name`);
    if (statSync(file, {throwIfNoEntry: false})?.isDirectory())
      throw new Failure("usage", `expected --${name} to be a file, found a folder at ${file}: choose another name`);
    taken.add(file);
  }
}

async function warehouseFor(
  project: Project,
  {warehouse}: Values,
  {progress}: Effects
): Promise<{warehouse: string; said: string[]}> {
  if (warehouse !== undefined) return {warehouse: project.warehouse(String(warehouse)), said: []};
  if (project.config.config.colophon.inputs.length === 0)
    throw new Failure(
      "usage",
      "colophon check: expected inputs in observablehq.config.ts or --warehouse FILE, found neither: write one, or run colophon init to start a project"
    );
  const inputs = project.inputs([]);
  const file = join(project.buildFolder(inputs), "warehouse.duckdb");
  return {warehouse: file, said: [describeIngest(await ingestFor(project, inputs, file, progress))]};
}

async function judge(project: Project, documents: Document[], warehouse: string): Promise<Judgement[]> {
  const {prose, showIdentities, inputs} = project.config.config.colophon;
  const reader = await Reader.open(warehouse);
  try {
    return await check({
      root: project.root,
      pagesFrom: project.pagesFrom(inputs.map((input) => resolve(project.root, input))),
      documents,
      prose,
      rules: rulesOf(project),
      reader,
      guard: guardFor(readPolicy(project, showIdentities))
    });
  } finally {
    reader.close();
  }
}

/** The rules that the project has chosen to be held to. */
function rulesOf({rulesFrom, root, config}: Project): Rule[] {
  const own = `${relative(root, rulesFrom[1])}/`.replaceAll("\\", "/");
  const {standards} = config.config.colophon;
  return heldRules(readRules(rulesFrom, root), standards, own, config.file ?? "the configuration");
}

function writeReports(values: Values, judgements: Judgement[], cwd: string): string[] {
  return Object.entries(reports).flatMap(([name, write]) => {
    if (values[name] === undefined) return [];
    const file = resolve(cwd, String(values[name]));
    mkdirSync(dirname(file), {recursive: true});
    writeDurably(file, write(judgements));
    return [`written: ${relative(cwd, file)}`];
  });
}

function resultOf(judgements: Judgement[], fixed: Judgement[], said: string[]): VerbResult {
  const verdicts = countVerdicts(judgements);
  const failing = judgements.filter(isFailing);
  const warnings = judgements.filter(isWarning);
  const ofRules = judgements.filter(({kind}) => kind === "rule");
  const others = judgements.filter(({kind}) => kind !== "rule");
  return {
    json: {
      verdicts,
      failures: failing.map(({fix, ...judgement}) => ({
        ...judgement,
        message: messageOf(judgement),
        fix: fix?.after ?? null
      })),
      warnings: warnings.map((judgement) => ({...judgement, message: messageOf(judgement)})),
      fixed: fixed.map(({fix, file, line, id}) => ({file, line, id, from: fix!.before, to: fix!.after}))
    },
    text: [
      ...said,
      ...fixed.map(({fix, file, line}) => `${file}:${line}: ${fix!.before.trim()} is now ${fix!.after.trim()}`),
      ...failing.map(messageOf),
      ...warnings.map((judgement) => `${judgement.severity}: ${messageOf(judgement)}`),
      `claims and bound numbers: ${countedWords(others)}`,
      `rules: ${countedWords(ofRules)}`
    ].join("\n"),
    failed: failing.length > 0
  };
}

function countedWords(judgements: Judgement[]): string {
  const counted = Object.entries(countVerdicts(judgements));
  return counted.flatMap(([verdict, n]) => (n > 0 ? [`${n} ${verdict}`] : [])).join(", ") || "none";
}

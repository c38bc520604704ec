import {readFileSync} from "node:fs";
import {join} from "node:path";
import {packageRoot} from "../warehouse/package-root.ts";
import {isFailing, isWarning, messageOf, type Judgement} from "./judgement.ts";
import {printable} from "./printable.ts";

/** What each kind of thing is, for those who see a result without its document. */
const descriptions: Record<string, string> = {
  claim: "A claim is a statement in a document with a query and an expectation; its verdict is computed from evidence.",
  number:
    "A number between comments of a Markdown text states what its claim found, at the precision in which it is written.",
  prose: "Every number in the prose of a page is bound to a claim.",
  rule: "A rule is an item of a checklist: a query that decides it for every run, group of runs or input."
};

/** What does not hold, as results of static analysis: SARIF 2.1.0. */
export function sarifLog(judgements: Judgement[]): string {
  const kinds = [...new Set(judgements.map(({kind}) => kind))].sort();
  const driver = {
    name: "colophon check",
    version: version(),
    rules: kinds.map((id) => ({id, ...(descriptions[id] ? {shortDescription: {text: descriptions[id]}} : {})}))
  };
  const results = judgements
    .filter((judgement) => isFailing(judgement) || isWarning(judgement))
    .map((judgement) => resultOf(judgement, kinds));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{tool: {driver}, columnKind: "utf16CodeUnits", results}]
  };
  return `${JSON.stringify(log, printableText, 2)}\n`;
}

function printableText(_key: string, value: unknown): unknown {
  return typeof value === "string" ? printable(value) : value;
}

function resultOf(judgement: Judgement, kinds: string[]): object {
  const {kind, id, subject, file, line, verdict, severity = "error", expected, why, evidence} = judgement;
  const artifactLocation = {uri: encodeURI(file)};
  return {
    ruleId: kind,
    ruleIndex: kinds.indexOf(kind),
    level: severity,
    message: {text: messageOf(judgement)},
    locations: [{physicalLocation: {artifactLocation, region: {startLine: line}}}],
    properties: {id, subject, verdict, expected, why, evidence}
  };
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {version: string}).version;
}

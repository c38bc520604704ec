import {relative, resolve} from "node:path";
import type {ReportOptions} from "../site/report.ts";
import {packageRoot} from "../warehouse/package-root.ts";
import {describeBackend} from "./doctor.ts";
import {describeIngest} from "./ingest.ts";
import type {Effects, Values, Verb, VerbResult} from "./verb.ts";

const options = {
  input: {
    type: "string",
    multiple: true,
    value: "PATH",
    describe: "file or folder to read instead of the configured ones; may be repeated"
  },
  warehouse: {
    type: "string",
    value: "FILE",
    describe: "the warehouse (default: one for these inputs under .colophon/)"
  },
  strict: {type: "boolean", describe: "fail on numbers in page prose that no claim binds"},
  "show-identities": {type: "boolean", describe: "do not mask e-mails, user names, host names and private addresses"}
} as const satisfies Verb["options"];

export const buildVerb: Verb = {
  name: "build",
  summary: "reads the inputs and builds the report site; fails when a claim is false or a page is broken",
  usage: "colophon build [--input PATH]… [--out DIR] [--strict]",
  options: {...options, out: {type: "string", value: "DIR", describe: "where the site goes (default dist)"}},
  operands: 0,
  async run(values, _positionals, effects): Promise<VerbResult> {
    const out = resolve(effects.cwd, (values.out as string | undefined) ?? "dist");
    const {buildReport} = await import("../site/report.ts");
    const started = performance.now();
    const report = await buildReport({...(await reportOptions(values, effects)), out});
    const seconds = (performance.now() - started) / 1000;
    const {pages, bytes, digest, claims, unbound, ingested} = report;
    const shown = relative(effects.cwd, out) || ".";
    return {
      json: {pages, bytes, digest, seconds, claims, unbound, ingest: ingested},
      text: [
        describeIngest(ingested),
        describeBackend(),
        `${claims.length} ${claims.length === 1 ? "claim holds" : "claims hold"}; ${unbound.length} numbers in prose are bound by no claim`,
        ...unbound.slice(0, 8).map(({page, line, text}) => `  ${page}:${line}: ${text}`),
        `built ${pages} pages, ${(bytes / 1e6).toFixed(1)} MB, in ${seconds.toFixed(1)} s: ${shown} (digest ${digest.slice(0, 12)})`,
        `open it with: ${cwdIsPackage(effects.cwd) ? "npm run serve --" : "npx colophon serve"} ${shown}`
      ].join("\n")
    };
  }
};

/** In colophon's own repository npx would install the folder anew. */
function cwdIsPackage(cwd: string): boolean {
  return resolve(cwd) === packageRoot;
}

export const reportFlags = options;

/** What build and preview share: the project, its inputs, the privacy and prose policies. */
export async function reportOptions(values: Values, {cwd, progress, say}: Effects): Promise<ReportOptions> {
  const {loadProject} = await import("../site/project.ts");
  const project = await loadProject(cwd);
  return {
    project,
    inputs: project.inputs((values.input as string[] | undefined) ?? []),
    warehouse: values.warehouse ? project.warehouse(values.warehouse as string) : undefined,
    prose: values.strict ? "strict" : undefined,
    showIdentities: values["show-identities"] === true ? true : undefined,
    progress,
    say
  };
}

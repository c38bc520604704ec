import {ingest, type IngestResult} from "../warehouse/ingest.ts";
import {loadProject} from "../site/project.ts";
import type {Verb} from "./verb.ts";

export const ingestVerb: Verb = {
  name: "ingest",
  summary: "reads sources into the warehouse; what is unchanged is not read again",
  usage: "colophon ingest [path…] [--warehouse FILE] [--format NAME] [--prune]",
  options: {
    warehouse: {type: "string", value: "FILE", describe: "the warehouse (default .colophon/warehouse.duckdb)"},
    format: {type: "string", value: "NAME", describe: "read every file as this format"},
    prune: {type: "boolean", describe: "sources that are no longer among the paths leave"}
  },
  operands: Infinity,
  async run(values, positionals, {progress, cwd}) {
    const project = await loadProject(cwd);
    const {aliases, directions} = project.config.config.colophon;
    const result = await ingest({
      inputs: project.inputs(positionals),
      warehouse: project.warehouse(values.warehouse as string | undefined),
      format: values.format as string | undefined,
      prune: values.prune === true,
      aliases,
      directions: directions,
      progress
    });
    return {json: result, text: describeIngest(result)};
  }
};

/** What was found and what could not be read, in plain words. */
export function describeIngest(result: IngestResult): string {
  const {sources, unchanged, lines, rows, rejects, repairs, unrecognised, skipped, formats} = result;
  const found = Object.entries(formats).map(([name, n]) => `${n} ${name}`);
  return [
    `${plural(sources, "source")} (${unchanged} unchanged): ${found.join(", ") || "none recognised"}`,
    `${lines.toLocaleString("en")} units read: ${result.parsed.toLocaleString("en")} parsed, ${result.ignored.toLocaleString("en")} ignored by rule, ${rejects.toLocaleString("en")} rejected, ${result.pending} pending; ${rows.toLocaleString("en")} rows, ${plural(repairs, "repair")}`,
    ...(unrecognised.length
      ? [
          `could not read ${plural(unrecognised.length, "file")}:`,
          ...unrecognised.slice(0, 12).map(({path, note}) => `  ${path}: ${note ?? "not recognised"}`)
        ]
      : []),
    ...(unrecognised.length > 12
      ? [`  and ${unrecognised.length - 12} more (colophon query "FROM source WHERE format IS NULL")`]
      : []),
    ...(skipped.length
      ? [
          `set aside: ${skipped
            .map(({path, why}) => `${path} (${why})`)
            .slice(0, 6)
            .join(", ")}${skipped.length > 6 ? ` and ${skipped.length - 6} more` : ""}`
        ]
      : [])
  ].join("\n");
}

function plural(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

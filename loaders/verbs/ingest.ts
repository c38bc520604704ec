import type {IngestResult} from "../warehouse/ingest.ts";
import {leastScanned} from "../warehouse/line-reader.ts";
import type {Verb} from "./verb.ts";

export const ingestVerb: Verb = {
  name: "ingest",
  summary: "reads sources into the warehouse; what is unchanged is not read again",
  usage: "colophon ingest [path…] [--warehouse FILE] [--format NAME] [--prune] [--strict]",
  options: {
    warehouse: {type: "string", value: "FILE", describe: "the warehouse (default .colophon/warehouse.duckdb)"},
    format: {type: "string", value: "NAME", describe: "read every file as this format"},
    prune: {type: "boolean", describe: "sources that are no longer among the paths leave"},
    strict: {type: "boolean", describe: "hash every byte: believe no time stamp and no sample of a file that grew"}
  },
  operands: Infinity,
  async run(values, positionals, {progress, cwd}) {
    const [{loadProject}, {ingest}] = await Promise.all([
      import("../site/project.ts"),
      import("../warehouse/ingest.ts")
    ]);
    const project = await loadProject(cwd);
    const {aliases, directions, formats} = project.config.config.colophon;
    const result = await ingest({
      inputs: project.inputs(positionals),
      warehouse: project.warehouse(values.warehouse as string | undefined),
      format: values.format as string | undefined,
      prune: values.prune === true,
      strict: values.strict === true,
      aliases,
      directions,
      formats,
      progress
    });
    return {json: result, text: describeIngest(result)};
  }
};

/** What was found and what could not be read, in plain words. */
export function describeIngest(result: IngestResult): string {
  const {sources, lines, rows, rejects, repairs, unrecognised, remarks, skipped, formats} = result;
  const found = Object.entries(formats).map(([name, n]) => `${n} ${name}`);
  return [
    `${plural(sources, "source")} (${became(result)}): ${found.join(", ") || "none recognised"}`,
    `${lines.toLocaleString("en")} units read: ${result.parsed.toLocaleString("en")} parsed, ${result.ignored.toLocaleString("en")} ignored by rule, ${rejects.toLocaleString("en")} rejected, ${result.pending} pending; ${rows.toLocaleString("en")} rows, ${plural(repairs, "repair")}`,
    ...describeLines(result),
    ...listUnrecognised(unrecognised),
    ...remarks.slice(0, mostListed).map(({path, note}) => `${path}: ${note}`),
    ...(remarks.length > mostListed
      ? [
          `  and ${remarks.length - mostListed} more (colophon query "FROM source WHERE format IS NOT NULL AND note IS NOT NULL")`
        ]
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

/** What read the lines that are enough for the native line reader; none where there were none. */
function describeLines({lineReader}: IngestResult): string[] {
  if (lineReader === null) return [];
  const {sources, why} = lineReader;
  const reader = why === null ? "the native line reader" : `the parsers, since ${why}`;
  return [`${plural(sources, "source")} of line-delimited JSON from ${leastScanned / 1024} KiB: read by ${reader}`];
}

function became({unchanged, grown, replaced, removed}: IngestResult): string {
  const more = {grown, replaced, removed};
  const told = Object.entries(more).filter(([, n]) => n > 0);
  return [`${unchanged} unchanged`, ...told.map(([word, n]) => `${n} ${word}`)].join(", ");
}

const mostListed = 12;
const mostStarters = 3;

/** The files that no format claims, and how to declare those whose lines carry named numbers. */
function listUnrecognised(files: IngestResult["unrecognised"]): string[] {
  if (files.length === 0) return [];
  const starters = files.filter(({starter}) => starter !== null).slice(0, mostStarters);
  return [
    `could not read ${plural(files.length, "file")}:`,
    ...files
      .slice(0, mostListed)
      .map(({path, guess, note}) => `  ${path}: ${note ?? "not recognised"}${guess ? ` (looks like ${guess})` : ""}`),
    ...(files.length > mostListed
      ? [`  and ${files.length - mostListed} more (colophon query "FROM source WHERE format IS NULL")`]
      : []),
    ...(starters.length > 0
      ? [
          "to read their most frequent lines, add to colophon({…}) in observablehq.config.ts and change what it should be called:"
        ]
      : []),
    ...(starters.length > 0 ? ["  formats: [", ...starters.map(({starter}) => `    ${starter},`), "  ]"] : [])
  ];
}

function plural(n: number, noun: string): string {
  return `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;
}

import type {Format} from "../../loaders/formats/format.ts";

/**
 * What a unit's outcome, extent and facts may depend on besides its own bytes, for each kind of unit:
 * - line: on the units before it. Of those after it only the run it is counted to (`run_id`: restart or second writer
 *   is decided a few steps later) and the rows that sum up a whole source.
 * - record, byte-range: the same. Where it has no end of its own it ends where the next begins, and where it is broken
 *   (a stray quote, a lost length) what follows decides how far that reaches.
 * - node: on the units before it in the document and on what the document says of itself as a whole, wherever that
 *   stands (`described`). The first unit tells of the whole document (its mends too), and what lies between two parts
 *   ends where the next whole part begins: neither the first unit nor the last before a mutation is compared. Of a key
 *   that repeats the last one counts: with one, nothing is compared.
 * - prose of a status report: also on the next units, where Markdown underlines a heading after its words or goes on
 *   with a paragraph, a list or a table; its encoding is that of the whole document, one line may be several units,
 *   and a heading stands for its section: only the outcomes of its units are compared.
 * - pages of a database: on any other page; nothing is compared.
 * - tables and settings among the output of `rl-table`: on the other lines of the block; again only outcomes.
 */
export const summing = new Set(["run", "field", "audit"]);
const described = [
  "run_id",
  "audit_id",
  "case_id",
  "commit",
  "committed",
  "dirty",
  "zoned",
  "device",
  "cpu",
  "threads",
  "clock_mhz",
  "environment",
  "time",
  "time_raw",
  "tool",
  "axes",
  "unit_name",
  "higher_is_better",
  "attributes",
  "split",
  "segment"
];
export const pagesOfATree = "mlflow-sqlite";
export const outcomesOnly = new Set(["status-report", "rl-table"]);
const lookahead: Record<string, number> = {
  line: 0,
  record: 1,
  node: 1,
  "byte-range": 1,
  "status-report": 4,
  "rl-table": 4
};
export const prose = "status-report";
/** What a document says of a format's facts besides `described`. */
const alsoDescribed: Record<string, string[]> = {"lm-eval": ["step"]};

/** Formats whose lines have the same outcome wherever they stand; but for MLPerf logs also the same metrics. */
export const runLogs = ["mllog", "mll"];
export const selfContained = new Set([
  ...runLogs,
  "deit-log",
  "ray-result",
  "llamafactory-log",
  "llmc-log",
  "event-ndjson",
  "test-ndjson",
  "codex-actions",
  "codex-inventory",
  "codex-sessions"
]);

/** Columns of a unit's facts that may come from elsewhere in the file. */
export function columnsFromElsewhere({name, unit}: Format): string[] {
  return unit === "node" ? [...described, ...(alsoDescribed[name] ?? [])] : ["run_id"];
}

/** Units before a mutation that may still hang on what it changed. */
export function unitsAhead({name, unit}: Format): number {
  return lookahead[name] ?? lookahead[unit]!;
}

import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {CaseBook, readingOf, scalarOf, stringOf, type CaseColumns} from "./case-book.ts";

const statistics = ["mean", "stddev", "median", "user", "system", "min", "max"];

/** JSON that hyperfine exports: one entry per command with the time of every run. */
export const hyperfine: Format = {
  name: "hyperfine",
  title: "hyperfine results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const first = nodeAt(headRoot(head) ?? undefined, "results", 0);
    const own = ["mean", "stddev", "user", "system", "min", "max"].filter((key) => first?.entries.has(key)).length;
    return stringOf(nodeAt(first, "command")) !== null && own >= 5 ? 0.95 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, ({root}) => {
      const book = new CaseBook(source.sourceId);
      const entries = nodeAt(root, "results")?.items ?? [];
      const picks = entries
        .filter(({kind, whole}) => kind === "object" && whole)
        .map((entry) => ({start: entry.start, end: entry.end, facts: (at: Place) => facts(book, at, entry)}));
      return {picks};
    });
  }
};

function* facts(book: CaseBook, at: Place, entry: JsonNode): Iterable<FactRow> {
  const command = stringOf(nodeAt(entry, "command")) ?? "unnamed";
  const parameters = [...(nodeAt(entry, "parameters")?.entries ?? [])];
  const columns = {
    case: command,
    op: command,
    axes: Object.fromEntries(parameters.map(([key, node]) => [key, scalarOf(node) ?? null])),
    tool: "hyperfine",
    higher_is_better: false,
    timed: "end-to-end",
    ...failures(entry)
  };
  yield* timeRows(book, at, entry, {...columns, quantity: "time", unit_name: "s"});
  const memory = nodeAt(entry, "memory_usage_byte")?.items ?? [];
  if (memory.length === 0) return;
  const {found, rows} = book.open(at, {...columns, timed: null, quantity: "memory", unit_name: "byte"});
  yield* rows;
  yield* memory.flatMap((node) => readingOf(node) ?? []).map((reading) => found.sample(at, reading));
}

function* timeRows(book: CaseBook, at: Place, entry: JsonNode, columns: CaseColumns): Iterable<FactRow> {
  const {found, rows} = book.open(at, columns);
  yield* rows;
  for (const node of nodeAt(entry, "times")?.items ?? []) {
    const reading = readingOf(node);
    if (reading) yield found.sample(at, reading);
  }
  for (const name of statistics) {
    const reading = readingOf(nodeAt(entry, name));
    if (reading) yield found.statistic(at, name, reading, "s");
  }
}

/** Runs that did not end with exit code 0; hyperfine keeps their times when told to ignore failures. */
function failures(entry: JsonNode): Record<string, Scalar> {
  const codes = (nodeAt(entry, "exit_codes")?.items ?? []).map(({value}) => value);
  const failed = codes.filter((code) => code !== 0);
  if (failed.length === 0) return {};
  const named = [...new Set(failed.map((code) => (code === null ? "a signal" : `exit code ${String(code)}`)))];
  return {state: "failed", reason: `${failed.length} of ${codes.length} runs ended with ${named.join(", ")}`};
}

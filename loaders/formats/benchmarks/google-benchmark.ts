import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {documentUnits} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {
  CaseBook,
  measuredAt,
  readingOf,
  stringOf,
  wholeOf,
  type CaseColumns,
  type OpenedCase,
  type Reading
} from "./case-book.ts";
import {splitRunName} from "./run-name.ts";

const clocks = ["real", "cpu"] as const;
/** Numbers of an entry that are no counters of the user's. */
const known = new Set(
  (
    "family_index per_family_instance_index repetitions repetition_index threads iterations real_time cpu_time " +
    "cpu_coefficient real_coefficient rms"
  ).split(" ")
);

/** JSON of google/benchmark: a context and one entry per repetition or aggregate. */
export const googleBenchmark: Format = {
  name: "google-benchmark",
  title: "Google Benchmark results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const first = nodeAt(root ?? undefined, "benchmarks", 0);
    if (first?.kind !== "object" || stringOf(nodeAt(first, "name")) === null || first.entries.has("stats")) return 0;
    const timed = first.entries.has("real_time") && first.entries.has("cpu_time");
    const typed = ["iteration", "aggregate"].includes(stringOf(nodeAt(first, "run_type")) ?? "");
    if (!timed && !typed) return 0;
    return nodeAt(root!, "context")?.kind === "object" ? 0.95 : 0.9;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, (document) => {
      const reader = new EntryReader(document, source.sourceId);
      const entries = nodeAt(document.root, "benchmarks")?.items ?? [];
      const picks = entries
        .filter(({kind, whole}) => kind === "object" && whole)
        .map((entry) => ({start: entry.start, end: entry.end, facts: (at: Place) => reader.facts(at, entry)}));
      return {head: () => [], between: () => [], picks};
    });
  }
};

class EntryReader {
  readonly #book: CaseBook;
  readonly #context: Record<string, Scalar>;

  constructor(document: JsonDocument, sourceId: string) {
    this.#book = new CaseBook(sourceId);
    const context = nodeAt(document.root, "context");
    const date = stringOf(nodeAt(context, "date"));
    this.#context = {
      tool: "google-benchmark",
      clock_mhz: readingOf(nodeAt(context, "mhz_per_cpu"))?.value ?? null,
      environment: context ? jsonText(document, context) : null,
      ...measuredAt(date)
    };
  }

  *facts(at: Place, entry: JsonNode): Iterable<FactRow> {
    const trouble = troubleOf(entry);
    if (trouble) yield* this.#book.open(at, {...this.#columns(entry, "real_time"), ...trouble}).rows;
    else if (stringOf(nodeAt(entry, "run_type")) === "aggregate") yield* this.#aggregate(at, entry);
    else yield* this.#repetition(at, entry);
  }

  *#repetition(at: Place, entry: JsonNode): Iterable<FactRow> {
    for (const [name, quantity, reading] of measured(entry)) {
      const {found, rows} = this.#case(at, entry, quantity);
      yield* rows;
      yield found.sample(at, reading);
      const iterations = readingOf(nodeAt(entry, "iterations"));
      if (name === "real_time" && iterations) yield found.statistic(at, "iterations", iterations);
    }
  }

  *#aggregate(at: Place, entry: JsonNode): Iterable<FactRow> {
    const name = stringOf(nodeAt(entry, "aggregate_name")) ?? "aggregate";
    const share = stringOf(nodeAt(entry, "aggregate_unit")) === "percentage";
    const order = stringOf(nodeAt(entry, "big_o"));
    for (const [key, quantity, reading] of measured(entry)) {
      const {found, rows} = this.#case(at, entry, quantity);
      yield* rows;
      const unit = share || key === "rms" ? "ratio" : isTime(quantity) ? stringOf(nodeAt(entry, "time_unit")) : null;
      yield found.statistic(at, order === null ? name : `${name} of ${order}`, reading, unit);
    }
  }

  #case(at: Place, entry: JsonNode, quantity: string): OpenedCase {
    const columns = this.#columns(entry, quantity);
    return this.#book.find(JSON.stringify([columns.case, columns.threads, quantity, columns.unit_name]), at, columns);
  }

  #columns(entry: JsonNode, quantity: string): CaseColumns {
    const name = stringOf(nodeAt(entry, "run_name")) ?? stringOf(nodeAt(entry, "name")) ?? "unnamed";
    const {op, axes} = splitRunName(name);
    const label = stringOf(nodeAt(entry, "label"));
    return {
      ...this.#context,
      case: name,
      op,
      axes: label === null ? axes : {...axes, label},
      quantity,
      unit_name: isTime(quantity) ? stringOf(nodeAt(entry, "time_unit")) : null,
      higher_is_better: isTime(quantity) ? false : null,
      timed: isTime(quantity) ? "end-to-end" : null,
      threads: wholeOf(nodeAt(entry, "threads"))
    };
  }
}

function isTime(quantity: string): boolean {
  return clocks.some((clock) => `${clock}_time` === quantity);
}

/** Every number that the entry measured: key, quantity, reading. */
function* measured(entry: JsonNode): Iterable<[key: string, quantity: string, reading: Reading]> {
  for (const clock of clocks)
    for (const name of [`${clock}_time`, `${clock}_coefficient`]) {
      const reading = readingOf(nodeAt(entry, name));
      if (reading) yield [name, `${clock}_time`, reading];
    }
  const rms = readingOf(nodeAt(entry, "rms"));
  if (rms) yield ["rms", "real_time", rms];
  for (const [key, node] of entry.entries)
    if (node.kind === "number" && !known.has(key)) yield [key, key, readingOf(node)!];
}

/** Why an entry holds no measurement; null where it does. */
function troubleOf(entry: JsonNode): {state: string; reason: string} | null {
  const flag = (name: string) => nodeAt(entry, name);
  if (flag("error_occurred")?.value === true)
    return {state: "failed", reason: stringOf(flag("error_message")) || "error_occurred without a message"};
  const skipped = flag("skipped");
  if (skipped && skipped.value !== false && skipped.value !== null && skipped.value !== "")
    return {state: "skipped", reason: stringOf(flag("skip_message")) || "skipped without a message"};
  if ([...measured(entry)].length > 0) return null;
  return {state: "unmeasured", reason: "expected real_time and cpu_time, found neither"};
}

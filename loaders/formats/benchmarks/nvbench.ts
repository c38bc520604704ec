import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {CaseBook, readingOf, scalarOf, stringOf, type CaseColumns, type Reading} from "./case-book.ts";

interface Summary extends Reading {
  /** What the summary is of: "cold GPU time", "batch GPU time" … */
  quantity: string;
  /** Path of the tag behind what it is of: mean, stdev/relative, bw/item_rate … */
  name: string;
  unit: string | null;
}

const gpu = "cold GPU time";
/** NVBench's hints, in the units it measures in. */
const units: Record<string, string> = {
  duration: "s",
  item_rate: "items/s",
  byte_rate: "B/s",
  bytes: "B",
  percentage: "ratio"
};

/** JSON of NVIDIA's nvbench: every state of every benchmark with its summaries, or the reason why it was skipped. */
export const nvbench: Format = {
  name: "nvbench",
  title: "NVBench results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head) ?? undefined;
    const own = nodeAt(root, "meta", "version", "nvbench")?.kind === "object";
    return own && nodeAt(root, "devices")?.kind === "array" ? 0.97 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, (document) => {
      const reader = new StateReader(document, source.sourceId);
      const benchmarks = nodeAt(document.root, "benchmarks")?.items ?? [];
      return {head: () => [], between: () => [], picks: benchmarks.flatMap((benchmark) => reader.picks(benchmark))};
    });
  }
};

class StateReader {
  readonly #book: CaseBook;
  readonly #devices: Map<number, {name: string | null; environment: string}>;

  constructor(document: JsonDocument, sourceId: string) {
    this.#book = new CaseBook(sourceId);
    const meta = nodeAt(document.root, "meta");
    const told = meta?.kind === "object" ? `"meta":${jsonText(document, meta)},` : "";
    const devices = nodeAt(document.root, "devices")?.items ?? [];
    this.#devices = new Map(
      devices.map((device) => [
        Number(nodeAt(device, "id")?.value),
        {name: stringOf(nodeAt(device, "name")), environment: `{${told}"device":${jsonText(document, device)}}`}
      ])
    );
  }

  picks(benchmark: JsonNode): Pick[] {
    const states = (nodeAt(benchmark, "states")?.items ?? []).filter(({kind, whole}) => kind === "object" && whole);
    return states.map((state) => ({
      start: state.start,
      end: state.end,
      facts: (at: Place) => this.#facts(at, benchmark, state)
    }));
  }

  *#facts(at: Place, benchmark: JsonNode, state: JsonNode): Iterable<FactRow> {
    const columns = this.#columns(benchmark, state);
    yield* sampleFiles(at, state);
    const summaries = (nodeAt(state, "summaries")?.items ?? []).flatMap(summaryOf);
    if (nodeAt(state, "is_skipped")?.value === true || summaries.length === 0) {
      const reason = stringOf(nodeAt(state, "skip_reason"));
      const skipped = nodeAt(state, "is_skipped")?.value === true;
      yield* this.#rows(at, columns, gpu, summaries, {
        state: skipped ? "skipped" : "unmeasured",
        reason: reason ?? (skipped ? "skipped without a reason" : "expected summaries, found none")
      });
      return;
    }
    const quantities = [...new Set(summaries.map(({quantity}) => quantity))];
    for (const quantity of quantities)
      yield* this.#rows(
        at,
        columns,
        quantity,
        summaries.filter((summary) => summary.quantity === quantity)
      );
  }

  *#rows(
    at: Place,
    columns: CaseColumns,
    quantity: string,
    summaries: Summary[],
    state: Record<string, Scalar> = {}
  ): Iterable<FactRow> {
    const {found, rows} = this.#book.open(at, {...columns, ...timingOf(quantity), quantity, ...state});
    yield* rows;
    yield* summaries.map((summary) => found.statistic(at, summary.name, summary, summary.unit));
  }

  #columns(benchmark: JsonNode, state: JsonNode): CaseColumns {
    const op = stringOf(nodeAt(benchmark, "name")) ?? "unnamed";
    const device = this.#devices.get(Number(nodeAt(state, "device")?.value));
    const axes = (nodeAt(state, "axis_values")?.items ?? []).map((axis): [string, Scalar] => {
      const value = nodeAt(axis, "value");
      const reading = stringOf(nodeAt(axis, "type")) === "type" ? undefined : readingOf(value);
      const exact = reading && (reading.raw === null || !Number.isInteger(reading.value));
      return [stringOf(nodeAt(axis, "name")) ?? "axis", exact ? reading.value : (scalarOf(value) ?? null)];
    });
    return {
      case: `${op} ${stateName(state, device !== undefined)}`.trim(),
      op,
      quantity: gpu,
      axes: Object.fromEntries(axes),
      tool: "nvbench",
      device: device?.name ?? null,
      environment: device?.environment ?? null,
      bytes_moved: this.#bytesMoved(state)
    };
  }

  /** Global memory that the state declared to read and to write; null where it declared none. */
  #bytesMoved(state: JsonNode): number | null {
    const declared = (nodeAt(state, "summaries")?.items ?? []).filter((summary) =>
      /^nv\/gmem\/(reads|writes)(\/|$)/.test(stringOf(nodeAt(summary, "tag")) ?? "")
    );
    const bytes = declared.map((summary) => readingOf(nodeAt(summary, "data", 0, "value"))?.value ?? NaN);
    const sum = bytes.reduce((a, b) => a + b, 0);
    return bytes.length > 0 && Number.isSafeInteger(sum) ? sum : null;
  }
}

/** The state's name; its device is left out where that has a column of its own, so that a case is the same on each. */
function stateName(state: JsonNode, known: boolean): string {
  const name = stringOf(nodeAt(state, "name")) ?? "";
  return known ? name.replace(/^Device=\d+\s*/, "") : name;
}

function timingOf(quantity: string): Record<string, Scalar> {
  const [way] = quantity.split(" ");
  return {
    unit_name: "s",
    higher_is_better: false,
    timed: quantity.endsWith("GPU time") ? "event" : "end-to-end",
    cache: way === "cold" ? "cold" : way === "batch" ? "warm" : null
  };
}

/** One summary; what is of a whole way of measuring (bandwidth, sample size) goes with its GPU time. */
function summaryOf(summary: JsonNode): Summary[] {
  const tag = stringOf(nodeAt(summary, "tag")) ?? "";
  const value = (nodeAt(summary, "data")?.items ?? []).find((entry) => stringOf(nodeAt(entry, "name")) === "value");
  const reading = readingOf(nodeAt(value, "value"));
  if (!reading) return [];
  const unit = units[stringOf(nodeAt(summary, "hint")) ?? ""] ?? null;
  const time = /^nv\/(\w+)\/time\/(cpu|gpu)\/(.+)$/.exec(tag);
  if (time) return [{...reading, quantity: `${time[1]} ${time[2]!.toUpperCase()} time`, name: time[3]!, unit}];
  const way = /^nv\/(cold|batch|cpu_only)\/(.+)$/.exec(tag);
  if (way)
    return [{...reading, quantity: `${way[1]} ${way[1] === "cpu_only" ? "CPU" : "GPU"} time`, name: way[2]!, unit}];
  return [{...reading, quantity: gpu, name: tag.replace(/^nv\//, ""), unit}];
}

/** Binary files of samples that lie beside the JSON. */
function* sampleFiles(at: Place, state: JsonNode): Iterable<FactRow> {
  for (const summary of nodeAt(state, "summaries")?.items ?? []) {
    if (!(stringOf(nodeAt(summary, "hint")) ?? "").startsWith("file/")) continue;
    const named = (nodeAt(summary, "data")?.items ?? []).find(
      (entry) => stringOf(nodeAt(entry, "name")) === "filename"
    );
    const path = stringOf(nodeAt(named, "value"));
    if (path !== null) yield {table: "artifact", at, values: {kind: "samples", path}};
  }
}

import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {entryPicks} from "./entry-picks.ts";
import {CaseBook, measuredAt, readingOf, stringOf} from "./case-book.ts";
import {unitAt} from "./unit-at.ts";
import {readEpoch} from "../timestamp.ts";

/** Keys beside `results` that say where and with what it ran. */
const context = ["params", "python", "requirements", "env_name", "env_vars"];
/** What asv derives from the prefix of a benchmark's name, as its documentation defines it. */
const kinds: {prefix: RegExp; quantity: string; unit: string}[] = [
  {prefix: /^(time|timeraw)_/i, quantity: "time", unit: "seconds"},
  {prefix: /^(mem|peakmem)_/i, quantity: "memory", unit: "bytes"}
];

/** Cases that one mark for a whole benchmark may stand for. */
const mostCombinations = 10_000;

/** One file of an asv results folder: results of one commit on one machine, in rows (version 1) or columns (version 2). */
export const asvResults: Format = {
  name: "asv-results",
  title: "asv results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head) ?? undefined;
    const own = stringOf(nodeAt(root, "commit_hash")) !== null && nodeAt(root, "results")?.kind === "object";
    const params = nodeAt(root, "params")?.kind === "object" && stringOf(nodeAt(root, "params", "machine")) !== null;
    return own && (params || nodeAt(root, "result_columns") !== undefined) ? 0.97 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    yield* documentUnits(source, (document) => {
      const reader = new ResultReader(document, source.sourceId);
      const durations = [...(nodeAt(document.root, "durations")?.entries ?? [])];
      return {
        head: () => [],
        picks: reader.picks(document.root),
        between: (at, start, end) =>
          durationFacts(
            at,
            durations.filter(([, {start: from}]) => from >= start && from < end)
          )
      };
    });
  }
};

class ResultReader {
  readonly #book: CaseBook;
  readonly #columns: string[];
  readonly #context: Record<string, Scalar>;
  readonly #text: string;

  constructor(document: JsonDocument, sourceId: string) {
    const {root} = document;
    this.#book = new CaseBook(sourceId);
    this.#text = document.text;
    this.#columns = (nodeAt(root, "result_columns")?.items ?? []).map((column) => stringOf(column) ?? "");
    const told = context.flatMap((key) => {
      const node = nodeAt(root, key);
      return node ? [`${JSON.stringify(key)}:${jsonText(document, node)}`] : [];
    });
    const date = readingOf(nodeAt(root, "date"));
    this.#context = {
      tool: "asv",
      device: stringOf(nodeAt(root, "params", "machine")),
      cpu: stringOf(nodeAt(root, "params", "cpu")) || null,
      commit: stringOf(nodeAt(root, "commit_hash")),
      committed: date ? readEpoch(date.value, String(date.value)).utc : null,
      suite: environmentName(root),
      environment: `{${told.join(",")}}`
    };
  }

  picks(root: JsonNode): Pick[] {
    const results = nodeAt(root, "results");
    const commit = nodeAt(root, "commit_hash");
    if (!results) return [];
    const picks = entryPicks(this.#text, results, (at, name, node) => this.#facts(at, name, node));
    this.#context.commit_unit = commit ? unitAt(picks, commit.start) : null;
    return picks;
  }

  /** The value of one column of a result, whichever layout it has. */
  #cell(node: JsonNode, column: string): JsonNode | undefined {
    if (node.kind === "array") return nodeAt(node, this.#columns.indexOf(column));
    if (node.kind === "object") return nodeAt(node, column);
    return column === "result" ? node : undefined;
  }

  *#facts(at: Place, name: string, node: JsonNode): Iterable<FactRow> {
    const result = this.#cell(node, "result");
    const params = (this.#cell(node, "params")?.items ?? []).map(({items}) => items);
    const started = readingOf(this.#cell(node, "started_at"));
    const time = started ? measuredAt(started.value) : {};
    for (const i of combinations(params, result)) {
      const value = result?.kind === "array" ? result.items[i] : result;
      const axes = Object.fromEntries(
        combination(params, i).map((param, p) => [`parameter ${p + 1}`, String(param.value)])
      );
      const {found, rows} = this.#book.open(at, {
        ...this.#context,
        ...time,
        ...kindOf(name),
        case: name,
        op: name,
        axes,
        ...stateOf(value)
      });
      yield* rows;
      for (const sample of nodeAt(this.#cell(node, "samples"), i)?.items ?? []) {
        const reading = readingOf(sample);
        if (reading) yield found.sample(at, reading);
      }
      const unit = kindOf(name).unit_name;
      const reading = readingOf(value);
      if (reading) yield found.statistic(at, "result", reading, unit);
      for (const [statistic, [column, ...old], measured] of statistics) {
        const told = readingOf(nodeAt(this.#cell(node, column), i) ?? nodeAt(this.#cell(node, "stats"), i, ...old));
        if (told) yield found.statistic(at, statistic, told, measured ? unit : null);
      }
    }
  }
}

/** asv's name of the environment, which version 1 does not write: the Python and what it was told to install. */
function environmentName(root: JsonNode): string | null {
  const named = stringOf(nodeAt(root, "env_name"));
  const python = stringOf(nodeAt(root, "python"));
  if (named !== null || python === null) return named;
  const required = [...(nodeAt(root, "requirements")?.entries ?? [])].filter(([, {kind}]) => kind === "string");
  return [`python ${python}`, ...required.map(([name, {value}]) => `${name} ${String(value)}`.trim())].join(", ");
}

/** Each statistic: its column in version 2, its path under `stats` in version 1, and whether it has the case's unit. */
const statistics: [name: string, [column: string, ...stats: (string | number)[]], measured: boolean][] = [
  ["ci99 low", ["stats_ci_99_a", "ci_99", 0], true],
  ["ci99 high", ["stats_ci_99_b", "ci_99", 1], true],
  ["q1", ["stats_q_25", "q_25"], true],
  ["q3", ["stats_q_75", "q_75"], true],
  ["number", ["number", "number"], false],
  ["repeat", ["repeat", "repeat"], false]
];

function kindOf(name: string): {
  quantity: string;
  unit_name: string | null;
  higher_is_better: false | null;
  timed: string | null;
} {
  const kind = kinds.find(({prefix}) => prefix.test(name.split(".").at(-1)!));
  return {
    quantity: kind?.quantity ?? "tracked value",
    unit_name: kind?.unit ?? null,
    higher_is_better: kind ? false : null,
    timed: kind?.quantity === "time" ? "end-to-end" : null
  };
}

/** Seconds that asv spent outside the benchmarks, on building for instance. */
function* durationFacts(at: Place, durations: [string, JsonNode][]): Iterable<FactRow> {
  for (const [name, node] of durations) {
    const reading = readingOf(node);
    if (reading)
      yield {
        table: "record",
        at,
        values: {kind: "duration", name, value: reading.value, value_raw: reading.raw, unit_name: "s"}
      };
  }
}

/** asv writes null for a benchmark that failed, and NaN for one that was skipped. */
function stateOf(value: JsonNode | undefined): Record<string, Scalar> {
  const reading = readingOf(value);
  if (!reading) return {state: "failed", reason: "null: asv's mark of a benchmark that failed"};
  if (Number.isNaN(reading.value)) return {state: "skipped", reason: "NaN: asv's mark of a benchmark that was skipped"};
  return {};
}

/** Indices of the combinations of parameters that have a result; all of them where the whole benchmark has one mark. */
function* combinations(params: JsonNode[][], result: JsonNode | undefined): Iterable<number> {
  const all = Math.min(
    params.reduce((count, values) => count * values.length, 1),
    result?.kind === "array" ? result.items.length : mostCombinations
  );
  for (let i = 0; i < all; i++) yield i;
}

/** Combination `i` of one value of each list, the last list running fastest. */
function combination(params: JsonNode[][], i: number): JsonNode[] {
  const found: JsonNode[] = [];
  for (const values of params.toReversed()) {
    found.unshift(values[i % values.length]!);
    i = Math.floor(i / values.length);
  }
  return found;
}

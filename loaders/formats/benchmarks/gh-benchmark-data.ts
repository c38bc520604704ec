import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {nodeAt, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {numberInText} from "../json-number.ts";
import {readTimestamp} from "../timestamp.ts";
import {CaseBook, measuredAt, readingOf, scalarOf, stringOf, type BenchmarkCase} from "./case-book.ts";

const assignment = /^\ufeff?\s*window\.BENCHMARK_DATA\s*=\s*/;
/** A time per something, and a count per time: units that say which way is better. */
const timeUnit = /^(ns|us|µs|μs|ms|s|sec)(\/(iter|op))?$/;
const rateUnit = /^(ops|iter|iterations|iops)\/(s|sec)$/;

/** `data.js` of github-action-benchmark: suites of points, one per commit. */
export const ghBenchmarkData: Format = {
  name: "gh-benchmark-data",
  title: "github-action-benchmark data",
  unit: "node",
  detect(_path: string, head: Head): number {
    const assigned = assignment.test(head.text);
    const root = headRoot(head, assigned ? assignment : undefined);
    const entries = nodeAt(root ?? undefined, "entries");
    const first = [...(entries?.entries.values() ?? [])].find(({items}) => items.length > 0)?.items[0];
    const point = nodeAt(first, "benches")?.kind === "array" && nodeAt(first, "commit")?.kind === "object";
    if (assigned) return entries?.kind === "object" && (!first || point) ? 0.98 : 0;
    return point && stringOf(nodeAt(first, "tool")) !== null ? 0.95 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const book = new CaseBook(source.sourceId);
    yield* documentUnits(
      source,
      ({root}) => {
        const suites = [...(nodeAt(root, "entries")?.entries ?? [])];
        return {
          head: () => [],
          between: () => [],
          picks: suites.flatMap(([suite, {items}]) => picksOf(book, suite, items))
        };
      },
      (text) => ({from: assignment.exec(text)?.[0].length ?? 0, tail: /;?\s*$/y})
    );
  }
};

function picksOf(book: CaseBook, suite: string, points: JsonNode[]): Pick[] {
  return points
    .filter(({kind, whole}) => kind === "object" && whole)
    .map((point) => ({start: point.start, end: point.end, facts: (at: Place) => facts(book, at, suite, point)}));
}

function* facts(book: CaseBook, at: Place, suite: string, point: JsonNode): Iterable<FactRow> {
  const committed = stringOf(nodeAt(point, "commit", "timestamp"));
  const tool = stringOf(nodeAt(point, "tool"));
  const shared = {
    suite,
    tool,
    commit: stringOf(nodeAt(point, "commit", "id")),
    committed: committed === null ? null : readTimestamp(committed).utc,
    ...measuredAt(readingOf(nodeAt(point, "date"))?.value)
  };
  for (const bench of nodeAt(point, "benches")?.items ?? []) yield* benchFacts(book, at, bench, shared);
}

function* benchFacts(book: CaseBook, at: Place, bench: JsonNode, shared: Record<string, Scalar>): Iterable<FactRow> {
  const name = stringOf(nodeAt(bench, "name")) ?? "unnamed";
  const unit = stringOf(nodeAt(bench, "unit"));
  const extra = stringOf(nodeAt(bench, "extra"));
  const value = readingOf(nodeAt(bench, "value"));
  const {found, rows} = book.open(at, {
    ...shared,
    case: name,
    op: name,
    quantity: timeUnit.test(unit ?? "") ? "time" : rateUnit.test(unit ?? "") ? "rate" : "value",
    unit_name: unit,
    higher_is_better: direction(unit, shared.tool),
    environment: extra === null ? null : JSON.stringify({extra}),
    ...(value
      ? {}
      : {state: "unmeasured", reason: `expected a value, found ${String(scalarOf(nodeAt(bench, "value")) ?? "none")}`})
  });
  yield* rows;
  if (value) yield found.statistic(at, "value", value, unit);
  yield* rangeFacts(at, found, stringOf(nodeAt(bench, "range")), unit);
}

/** What the unit says, else what the custom tools' own names say; null where neither does. */
function direction(unit: string | null, tool: Scalar | undefined): boolean | null {
  if (unit !== null && timeUnit.test(unit)) return false;
  if (unit !== null && rateUnit.test(unit)) return true;
  if (tool === "customBiggerIsBetter") return true;
  return tool === "customSmallerIsBetter" ? false : null;
}

/** "± 3.44", "+/- 2,802", "±0.19%", "0.42%" or "stddev: 0.0012": the spread as the tool wrote it. */
function* rangeFacts(at: Place, found: BenchmarkCase, range: string | null, unit: string | null): Iterable<FactRow> {
  const parts = /^\s*(±|\+\/-|[A-Za-z]+:|)\s*([-+.,\w]+?)\s*(%?)\s*$/.exec(range ?? "");
  if (!parts) return;
  const [, mark, digits, percent] = parts;
  const reading = numberInText(digits!.replaceAll(",", ""));
  if (!reading) return;
  const named = mark!.endsWith(":") ? mark!.slice(0, -1) : "range";
  const unitName = percent ? "%" : named === "range" ? unit : null;
  yield found.statistic(at, named, {value: reading.value, raw: range}, unitName);
}

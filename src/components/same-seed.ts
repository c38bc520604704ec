import {chart, lines} from "./chart.js";
import type {Column} from "./cell.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {note} from "./note.js";
import {factCell} from "./run-difference-table.js";
import type {RunFact} from "./run-differences.js";
import {distinctNames} from "./run-names.js";
import {runHref} from "./run-rows.js";
import {closestIdentical, pairVerdict} from "./same-seed-pair.js";
import type {PairContext, SameSeedPair} from "./same-seed-pair.js";
import {table} from "./table.js";
import type {Row} from "./table-state.js";
import {text, value} from "./value.js";
import {verdict} from "./verdict.js";

/** Figures of pairs that differ before a button asks for the rest. */
const figuresShown = 3;

export interface SameSeedOptions {
  pairs: readonly SameSeedPair[];
  context: readonly PairContext[];
  differences: readonly Row[];
  /** Facts of the first run of every pair. */
  facts: readonly RunFact[];
  sql: {same_seed: SqlSource; same_seed_differences: SqlSource};
}

function runLink(name: string, run_id: string): HTMLElement {
  return text(name.split("/").at(-1), {href: runHref(run_id)});
}

function side(word: string | null, evidence: PairContext["value_a_evidence"]): HTMLElement {
  if (word === null) return element("span", {class: "value missing"}, "not logged");
  return factCell({run_id: "", kind: "", key: "", value: word, value_evidence: evidence});
}

function otherwise(pair: SameSeedPair, context: readonly PairContext[]): Child {
  const own = context.filter(({run_a, run_b}) => run_a === pair.run_a && run_b === pair.run_b);
  if (own.length === 0) return "nothing that is logged";
  return own.map(({key, value_a, value_a_evidence, value_b, value_b_evidence}, i) => [
    i ? "; " : "",
    text(key),
    ": ",
    side(value_a, value_a_evidence),
    " → ",
    side(value_b, value_b_evidence)
  ]);
}

function pairTable({pairs, context}: SameSeedOptions): HTMLElement {
  const columns: Column<SameSeedPair>[] = [
    {key: "name_a", label: "first run", kind: "name", render: (p) => runLink(p.name_a, p.run_a)},
    {key: "name_b", label: "repeat", kind: "name", render: (p) => runLink(p.name_b, p.run_b)},
    {key: "seed", kind: "name", align: "right", render: (p) => value(p.seed, p.seed_evidence)},
    {key: "differing", label: "values", kind: "name", sort: "descending", render: (p) => pairCell(p)},
    {key: "compared", label: "compared", kind: "number"},
    {key: "first_step", label: "first at step", kind: "number", reason: "none differs"},
    {key: "first_metric", label: "in", kind: "name", evidence: null, reason: "none differs"},
    {key: "first_difference", label: "by", kind: "number", reason: "none differs", render: (p) => differenceCell(p)},
    {
      key: "otherwise",
      label: "what else the logs state differently",
      kind: "text",
      sort: false,
      render: (p) => otherwise(p, context)
    }
  ];
  return table(pairs, {caption: "Repeats of a seed and configuration", columns, wide: true, limit: 20});
}

function pairCell(pair: SameSeedPair): HTMLElement {
  const {verdict: decided, words} = pairVerdict(pair);
  const children: Child = pair.differing > 0 ? [value(pair.differing, pair.differing_evidence), ` ${words}`] : words;
  return verdict(decided, {plain: true, children});
}

function differenceCell({first_difference, first_difference_evidence}: SameSeedPair): HTMLElement {
  return value(first_difference, first_difference_evidence, {reason: "none differs", signed: true});
}

/** Why they differ is not said: the logs of one pair alone never decide it. */
function whyUndecided(differs: boolean): string {
  return differs
    ? "Why is undecided: the logs of the two also state other things differently, which the table lists, and one pair cannot tell which of them matters."
    : "Why is undecided: the two logs state the same commit, device, configuration and environment where they state any.";
}

function contrastNote(pair: SameSeedPair, {pairs, facts, context}: SameSeedOptions): HTMLElement {
  const found = closestIdentical(pair, pairs, facts);
  const differs = context.some(({run_a, run_b}) => run_a === pair.run_a && run_b === pair.run_b);
  const undecided = element("p", null, whyUndecided(differs));
  if (!found) return note(undecided);
  const named = found.otherwise.map(({key, cells: [there = [], here = []]}, i) => [
    i ? "; " : "",
    text(key),
    " (",
    there.map(factCell),
    " there, ",
    here.map(factCell),
    " here)"
  ]);
  const {name_a, name_b, run_a, run_b} = found.pair;
  const beside: Child = [
    "Beside it stands a pair that is identical, ",
    runLink(name_a, run_a),
    " and ",
    runLink(name_b, run_b),
    ". Its logs state nothing otherwise but ",
    named,
    ". They do not say how that would act."
  ];
  return note(element("p", null, beside), undecided);
}

function pairFigure(pair: SameSeedPair, options: SameSeedOptions): HTMLElement {
  const own = options.differences.filter(({run_a, run_b}) => run_a === pair.run_a && run_b === pair.run_b);
  const [a = "", b = ""] = distinctNames([pair.name_a, pair.name_b]);
  const source = lines({
    rows: own,
    x: "step",
    y: "difference",
    series: "metric",
    logY: true,
    xTitle: "step",
    yTitle: "absolute difference"
  });
  const label = `absolute difference between ${a} and ${b} by step, log scale`;
  const {first_step, first_step_evidence, first_metric, first_distance, first_distance_evidence} = pair;
  return figure({
    title: [
      text(a, {href: runHref(pair.run_a)}),
      " and ",
      text(b, {href: runHref(pair.run_b)}),
      " part at step ",
      value(first_step, first_step_evidence),
      ", by ",
      value(first_distance, first_distance_evidence),
      " in ",
      text(first_metric ?? "")
    ],
    sub: "How far the same logged value lies apart, in each metric's own unit, log scale. ▼ at the foot: no difference at that step.",
    chart: chart(source, {label, height: 300, tip: ["metric", "step", "value_a", "value_b"]}),
    name: "same_seed_differences",
    sql: options.sql.same_seed_differences,
    rows: own,
    note: contrastNote(pair, options)
  });
}

/** Repeats of a seed: whether they gave the same values, where they part, and what else their logs state differently. */
export function sameSeed(options: SameSeedOptions): DocumentFragment {
  const {pairs} = options;
  if (pairs.length === 0)
    return fragment(
      empty(
        "No two runs log the same seed and the same configuration, so that nothing here shows whether a result can be had again. Run one seed twice and build again:",
        "npx colophon build --input path/to/logs --out dist"
      )
    );
  const apart = pairs.filter((pair) => pair.differing > 0 && pairVerdict(pair).verdict === "fail");
  const rest = element("div", null);
  const more = (): void => rest.replaceChildren(...apart.slice(figuresShown).map((pair) => pairFigure(pair, options)));
  if (apart.length > figuresShown)
    rest.append(
      element(
        "p",
        {class: "more"},
        element("button", {type: "button", click: more}, "show the other pairs that differ")
      )
    );
  return fragment(
    pairTable(options),
    apart.slice(0, figuresShown).map((pair) => pairFigure(pair, options)),
    rest
  );
}

import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import type {Column} from "./cell.js";
import {noRuns} from "./no-runs.js";
import {factCell} from "./run-difference-table.js";
import type {RunFact} from "./run-differences.js";
import type {RunData} from "./run-data.js";
import {runIdentity, runWarnings} from "./run-identity.js";
import {multiplesCodecs, runMultiples} from "./run-multiples.js";
import type {CurvesSql} from "./run-multiples.js";
import {ownName} from "./run-names.js";
import {finalNumber, runHref} from "./run-rows.js";
import type {MetricValue, RunRow} from "./run-rows.js";
import {table} from "./table.js";
import type {Row} from "./table-state.js";
import {text as word, urlState} from "./url-state.js";
import {text, value} from "./value.js";
import {verdict} from "./verdict.js";

const codecs = {...multiplesCodecs, id: word()};

/** Events of a run that run_events ships at most. */
const shippedEvents = 400;

function heading(run: RunRow): HTMLElement {
  const {name, status, minutes, minutes_evidence, nonfinite} = run;
  const took = minutes === null ? "" : [" in ", value(minutes, minutes_evidence, {unit: "min"})];
  const after = minutes === null ? "" : [" after ", value(minutes, minutes_evidence, {unit: "min"})];
  const words: Record<RunRow["status"], Child> = {
    completed: [" completed", took],
    aborted: [" was aborted", after],
    running: " was still running",
    unknown: " does not log how it ended"
  };
  const also = nonfinite > 0 ? "; it logged NaN or infinity" : "";
  return element("h1", null, text(ownName(name)), words[status], also);
}

function section(title: string, id: string, ...children: Child[]): DocumentFragment {
  return fragment(element("h2", {id}, title), children);
}

function factTable(facts: readonly RunFact[], kind: string, caption: string): HTMLElement {
  const own = facts.filter((fact) => fact.kind === kind);
  if (own.length === 0) return element("p", {class: "aside-line"}, `No ${caption.toLowerCase()} logged.`);
  const columns: Column<Row>[] = [
    {key: "key", label: "key", kind: "name", evidence: null},
    {key: "value", kind: "name", render: (row) => factCell(row as unknown as RunFact)}
  ];
  return table(own as unknown as Row[], {caption, columns, filter: own.length > 12, limit: 40});
}

function metricTable(values: readonly MetricValue[]): HTMLElement {
  const ranked = values.some(({direction}) => direction !== null);
  const rows = values.map((v) => ({...v, last: finalNumber(v.last, v.last_nonfinite)}));
  const number = (key: string, label: string, reason?: string): Column<Row> => ({
    key,
    label,
    align: "right",
    kind: "number",
    reason,
    render: (row) => value(row[key] as number | null, row[`${key}_evidence`] as string | null, {reason})
  });
  const columns: Column<Row>[] = [
    {key: "metric", kind: "name", evidence: null},
    {key: "unit_name", label: "unit", kind: "name", evidence: null, reason: "no unit logged"},
    number("last", "last"),
    number("least", "least"),
    number("greatest", "greatest"),
    ...(ranked ? [number("best", "best", "no direction declared")] : []),
    number("points", "points"),
    ...(values.some(({nonfinite_points}) => nonfinite_points > 0)
      ? [{...number("nonfinite_points", "NaN or ∞"), evidence: "nonfinite_evidence", render: nonfiniteCell}]
      : [])
  ];
  return table(rows, {caption: "Every metric", columns, filter: rows.length > 12, limit: 20, wide: true});
}

function nonfiniteCell(row: Row): Child {
  const n = row.nonfinite_points as number;
  return n === 0 ? "" : value(n, row.nonfinite_evidence as string);
}

function eventTable(events: readonly Row[], total: number): Child {
  if (events.length === 0) return element("p", {class: "aside-line"}, "No event logged.");
  const columns: Column<Row>[] = [
    {key: "time", kind: "time", evidence: null},
    {key: "kind", kind: "name", evidence: null},
    ...(events.some(({level}) => level !== null) ? [{key: "level", kind: "name" as const, evidence: null}] : []),
    {key: "message", kind: "text", reason: "no message"}
  ];
  const cut =
    total > shippedEvents
      ? element("p", {class: "aside-line"}, "Only the first events are listed; colophon query reads the others.")
      : null;
  return [cut, table(events, {caption: "Events", columns, filter: events.length > 12, limit: 15, wide: true})];
}

function verifiedCell({verified}: Row): HTMLElement {
  if (verified === true) return verdict("pass", {plain: true, children: "verified"});
  if (verified === false) return verdict("fail", {plain: true, children: "does not match"});
  return verdict("no-evidence", {plain: true, children: "stated, not checked"});
}

function artifactTable(artifacts: readonly Row[]): HTMLElement {
  if (artifacts.length === 0) return element("p", {class: "aside-line"}, "No checkpoint, dataset or manifest logged.");
  const columns: Column<Row>[] = [
    {key: "path", kind: "name", mono: true},
    {key: "kind", kind: "name", evidence: null},
    {key: "bytes", kind: "number", format: "bytes", reason: "size not logged"},
    {key: "sha256", label: "SHA-256", kind: "name", render: (row) => digestCell(row)},
    {key: "verified", label: "digest", kind: "name", sort: false, render: verifiedCell}
  ];
  return table(artifacts, {
    caption: "Checkpoints, datasets, manifests",
    columns,
    filter: artifacts.length > 12,
    limit: 12,
    wide: true
  });
}

function digestCell({sha256}: Row): HTMLElement {
  if (typeof sha256 !== "string") return text(null);
  const node = text(`${sha256.slice(0, 12)}…`, {mono: true});
  node.title = sha256;
  return node;
}

function siblingList(run: RunRow, runs: readonly RunRow[]): HTMLElement | null {
  const {compare} = new Intl.Collator("en", {numeric: true});
  const own = runs
    .filter((r) => r.group_key === run.group_key && r.run_id !== run.run_id && !run.unconfigured)
    .sort((a, b) => compare(a.name, b.name));
  if (own.length === 0) return null;
  const links = own
    .slice(0, 24)
    .map((r, i) => [i ? ", " : "", text(r.name.split("/").at(-1), {href: runHref(r.run_id)})]);
  const together = `./runs?runs=${[run, ...own.slice(0, 11)].map((r) => r.run_id).join(",")}`;
  return element(
    "p",
    {class: "aside-line"},
    "Other runs of its configuration: ",
    links,
    own.length > 24 ? " and others" : "",
    ". ",
    element("a", {href: together}, "Compare them"),
    "."
  );
}

function missingRun(id: string): HTMLElement {
  const why: Child = id
    ? ["No run of this report has the id ", element("span", {class: "name mono"}, id), "."]
    : "Choose a run in the table of runs.";
  return fragmentBox(
    element("h1", null, id ? "No such run" : "Which run?"),
    empty(why),
    element("p", null, element("a", {href: "./runs"}, "All runs"))
  );
}

function fragmentBox(...children: Child[]): HTMLElement {
  return element("div", {class: "full"}, children);
}

/** The page of one run: who it is, its curves, its values, what it was run with, what happened, and what it left. */
export async function runPage(data: RunData, sql: CurvesSql): Promise<HTMLElement> {
  const runs = await data.runs();
  if (runs.length === 0) return fragmentBox(element("h1", null, "No runs yet"), noRuns());
  const settings = urlState(codecs);
  const run = runs.find(({run_id}) => run_id === settings.values.id);
  if (!run) return missingRun(settings.values.id);
  document.title = document.title.replace(/^[^|]*/, `${run.name} `);
  const [values, facts, events, artifacts] = await Promise.all([
    data.runMetrics(run),
    data.facts(run),
    data.events(run),
    data.artifacts(run)
  ]);
  return fragmentBox(
    heading(run),
    runIdentity(run),
    runWarnings(run, runs),
    siblingList(run, runs),
    section("Curves", "curves", runMultiples({data, run, values, settings, sql})),
    values.length > 0 ? metricTable(values) : null,
    section(
      "What it was run with",
      "facts",
      element(
        "div",
        {class: "columns-of-two"},
        factTable(facts, "parameter", "Parameters"),
        factTable(facts, "environment", "Environment")
      )
    ),
    section("What happened", "events", eventTable(events, run.events)),
    section("What it left", "artifacts", artifactTable(artifacts))
  );
}

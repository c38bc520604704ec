import type {Source} from "../../files/source.ts";
import type {FactRow, RepairRow, Row, UnitRow} from "../../rows.ts";
import {readAudit} from "./audit.ts";
import {readCapabilities} from "./capability.ts";
import {readChecklists} from "./checklist.ts";
import {yearRepair} from "./document-date.ts";
import {readCapturedErrors} from "./error-capture.ts";
import {readGates} from "./gate.ts";
import {plain} from "./markup.ts";
import type {Node, NodeKind} from "./node.ts";
import {outlineOf} from "./outline.ts";
import {readPatches} from "./patch.ts";
import {readPhases} from "./phase.ts";
import {readQuestions} from "./question.ts";
import type {Document, Fact, Reader} from "./reader.ts";
import {scan} from "./scanner.ts";
import {readSprintItems} from "./sprint.ts";
import {readDeferred, readFindings} from "./statement.ts";
import {readTextLines} from "./text-line.ts";

/** Who reads what. Each looks at the whole document; the order is that of a node's facts. */
const readers = {
  audit: readAudit,
  capability: readCapabilities,
  check_item: readChecklists,
  finding: readFindings,
  patch: readPatches,
  gate: readGates,
  phase: readPhases,
  deferred: readDeferred,
  captured_error: readCapturedErrors,
  sprint_item: readSprintItems,
  event: readQuestions
} as const satisfies Partial<Record<Fact["table"], Reader>>;

/** What prose calls each kind of node; null where the unit is not parsed. */
const proseKinds: Record<NodeKind, string | null> = {
  blank: null,
  rejected: null,
  "front matter": "front-matter",
  heading: "heading",
  code: "code",
  comment: "comment",
  "table header": "table",
  "table delimiter": "table",
  "table row": "table",
  rule: "rule",
  quote: "quote",
  item: "list",
  paragraph: "paragraph"
};

/** The rows of a status report: per node its unit, what was mended in it, its facts, and its text where no fact has it. */
export function* readDocument(source: Source): Iterable<Row> {
  const nodes = scan(readTextLines(source));
  const document = {path: source.path, nodes, sections: outlineOf(nodes)};
  const facts = new Map<Node, Fact[]>(nodes.map((node) => [node, []]));
  for (const read of Object.values(readers)) for (const fact of read(document)) facts.get(fact.node)!.push(fact);
  const sections = sectionNames(document);
  const year = yearRepair(document);
  for (const node of nodes) {
    yield unitOf(node);
    if (proseKinds[node.kind] === null) continue;
    yield* repairsOf(node);
    if (year?.at === node.at) yield year;
    const own = facts.get(node)!;
    for (const fact of own) yield factOf(fact, source);
    if (node.kind === "heading" || own.every(({more}) => more)) yield proseOf(node, sections.get(node) ?? null, source);
  }
}

function unitOf({kind, at, lines, text}: Node): UnitRow {
  if (kind === "blank") return {table: "unit", at, outcome: "ignored", rule: "blank line"};
  if (kind === "rejected") return {table: "unit", at, outcome: "rejected", reason: lines[0]!.rejected!, text};
  return {table: "unit", at, outcome: "parsed"};
}

/** One per kind of mend; lines of a node mended in the same way are one repair. */
function repairsOf({at, lines}: Node): RepairRow[] {
  const mends = lines.flatMap(({mends}) => mends);
  return [...new Set(mends.map(({kind}) => kind))].map((kind) => {
    const same = mends.filter((mend) => mend.kind === kind);
    const before = same.map((mend) => mend.before).join("\n");
    const after = same.map((mend) => mend.after).join("\n");
    const from = Math.max(0, firstDifference(before, after) - 60);
    return {table: "repair", at, kind, before: before.slice(from, from + 200), after: after.slice(from, from + 200)};
  });
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i;
}

function factOf({table, node, values}: Fact, {sourceId}: Source): FactRow {
  return {table, at: node.at, values: {audit_id: sourceId, ...values}};
}

function proseOf(node: Node, section: string | null, {sourceId}: Source): FactRow {
  const text = ["code", "comment", "front matter"].includes(node.kind) ? node.text : plain(node.text);
  return {table: "prose", at: node.at, values: {audit_id: sourceId, section, kind: proseKinds[node.kind], text}};
}

/** The title of the section each node stands in; a heading stands in the section above. */
function sectionNames({sections}: Document): Map<Node, string | null> {
  const names = new Map<Node, string | null>();
  for (const {title, heading, parent, nodes} of sections) {
    if (heading) names.set(heading, parent?.title ?? null);
    for (const node of nodes) names.set(node, title);
  }
  return names;
}

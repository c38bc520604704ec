import {boldLead, marksOf, withoutMarks} from "./markup.ts";
import type {Node} from "./node.ts";
import type {Section} from "./outline.ts";
import type {Fact, Reader} from "./reader.ts";
import {sprintStatus, type SprintStatus} from "./vocabulary.ts";

/** "P0-1: CPU Fallbacks", "codex-6-14: H100 tasks", "codex-9, codex-10: README" */
const named = /^([A-Za-z]+\d*-\d+(?:-\d+)*(?:, [A-Za-z]+\d*-\d+)*): (.+)$/;

/** Sections that are one item of work each, under a section that is the sprint. */
export const readSprintItems: Reader = function* ({sections}) {
  for (const section of sections) {
    const match = named.exec(withoutMarks(section.title ?? ""));
    if (!match || section.level < 2) continue;
    const values = {item: match[1]!, title: match[2]!, sprint: sprintOf(section.parent)};
    yield* statusOf(section, values);
  }
};

/** Its "Status:" line, else its "Blocker:" line, else the emoji of its heading; without any of them it is no item. */
function* statusOf(section: Section, values: Fact["values"]): Iterable<Fact> {
  const [stated] = section.nodes.flatMap((node) => valueAfter(node, /^status$/i));
  const [blocker] = section.nodes.flatMap((node) => valueAfter(node, /^blocker$/i));
  const [mark] = marksOf(section.title ?? "");
  if (stated) yield fact(stated.node, values, sprintStatus(stated.value), stated.value);
  else if (blocker) yield fact(blocker.node, values, "blocked", `Blocker: ${blocker.value}`);
  else if (mark) yield fact(section.heading!, values, sprintStatus(mark), mark);
}

function fact(node: Node, values: Fact["values"], status: SprintStatus, status_raw: string): Fact {
  return {table: "sprint_item", node, values: {...values, status, status_raw}, more: node.text.includes("\n")};
}

function valueAfter(node: Node, label: RegExp): {node: Node; value: string}[] {
  if (node.kind !== "item" && node.kind !== "paragraph") return [];
  const leads = node.text.split("\n").map((line) => boldLead(line));
  return leads.flatMap((lead) => (lead?.rest && label.test(lead.title) ? [{node, value: lead.rest}] : []));
}

function sprintOf(parent: Section | null): string | null {
  return parent && parent.level > 1
    ? withoutMarks(parent.title ?? "").replace(/\s*\((complete|in progress|todo|done)\)$/i, "")
    : null;
}

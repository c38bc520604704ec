import {boldLead, colonLead, plainLine, unnumbered, withoutMarks} from "./markup.ts";
import type {Node} from "./node.ts";
import type {Item, Section} from "./outline.ts";
import type {Fact, Reader} from "./reader.ts";

const labels = {
  why: /^why$/i,
  risk: /^risks?$/i,
  rollback: /^rollback( plan)?$/i,
  tests: /^tests?(\/docs)?$/i
} as const;

/** Patches a report proposes: a heading with a diff and its reasons, or a list item with reasons nested in it. */
export const readPatches: Reader = function* ({sections}) {
  for (const section of sections) {
    if (section.topic !== "patch") continue;
    if (section.parent?.topic === "patch") yield ofSection(section);
    else yield* ofItems(section);
  }
};

function ofSection(section: Section): Fact {
  const code = section.nodes.filter(({kind}) => kind === "code");
  const diffs = code.filter(({mark, text}) => /^(diff|patch)\b/.test(mark) || /^(--- |\+\+\+ |@@|\*\*\* )/m.test(text));
  const [diff] = diffs;
  const reasons = reasonsOf(section.nodes.filter(({kind}) => kind === "item" || kind === "paragraph"));
  const title = unnumbered(section.name.replace(/^(atomic )?diff \d+\s*[:–—-]\s*/i, ""));
  return {table: "patch", node: diff ?? section.heading!, values: {title, ...changeOf(diffs), ...reasons}};
}

/** Top-level items, except those that a label such as "Rollback notes" introduces. */
function* ofItems({items}: Section): Iterable<Fact> {
  for (const {node, label, children} of items) {
    if (label && /rollback|note/i.test(label)) continue;
    const reasons = reasonsOf(children.map((child: Item) => child.node));
    yield {
      table: "patch",
      node,
      values: {title: withoutMarks(node.text).replace(/\.$/, ""), ...changeOf([]), ...reasons}
    };
  }
}

function reasonsOf(nodes: Node[]): Record<string, string | null> {
  const said = nodes.map(({text}) => boldLead(text) ?? colonLead(text)).filter((lead) => lead !== null);
  return Object.fromEntries(
    Object.entries(labels).map(([name, label]) => [name, said.find(({title}) => label.test(title))?.rest ?? null])
  );
}

/** Files and counts of the lines marked + and -, file headers apart; nulls where there is no diff. */
function changeOf(diffs: Node[]): Fact["values"] {
  if (diffs.length === 0) return {files: null, added: null, removed: null, diff: null};
  const diff = diffs.map(({text}) => text).join("\n");
  const lines = diff.split("\n");
  const isHeader = (line: string, i: number) =>
    (line.startsWith("--- ") && lines[i + 1]?.startsWith("+++ ")) ||
    (line.startsWith("+++ ") && lines[i - 1]?.startsWith("--- "));
  const changed = lines.filter((line, i) => /^[+-]/.test(line) && !isHeader(line, i));
  const added = changed.filter((line) => line.startsWith("+")).length;
  return {files: filesOf(lines).join(", ") || null, added, removed: changed.length - added, diff};
}

function filesOf(lines: string[]): string[] {
  const files = lines.flatMap((line) => {
    const named =
      /^\*\*\* (?:Add|Update|Delete) File: (.+)$/.exec(line) ?? /^(?:---|\+\+\+) (?:[ab]\/)?(\S+)/.exec(line);
    return named && named[1] !== "/dev/null" ? [plainLine(named[1]!)] : [];
  });
  return [...new Set(files)];
}

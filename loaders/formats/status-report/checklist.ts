import type {Verdict} from "../../rows.ts";
import {boldLead, colonLead, plainLine, withoutMarks} from "./markup.ts";
import type {Item, Section} from "./outline.ts";
import type {Fact, Reader} from "./reader.ts";
import {cellOf, hasColumns, saysMore} from "./table.ts";
import {topicOf} from "./topic.ts";
import {verdictIn, verdictOf} from "./vocabulary.ts";

/** The verdict as the document claims it, with its own words. */
interface Claim {
  verdict: Verdict;
  raw: string | null;
}

const item = /^(checklist )?item$/;
const state = /^(implemented|status|state|done)\??$/;

const notes = /^notes?\b/;

/** Boxes anywhere; in checklists also tables, "key: True" lines, bullets with a verdict or with none, and JSON. */
export const readChecklists: Reader = function* ({sections}) {
  for (const section of sections) {
    yield* ofTables(section);
    for (const entry of section.items) yield* ofItem(section, entry);
    if (section.topic === "checklist") yield* ofRegistries(section);
  }
};

/** Whether a list of another section is a checklist: its label says so. */
export function isChecklist({topic}: Section, {label}: Item): boolean {
  return topic === "checklist" || (label !== null && topicOf(label.replace(/:$/, "")) === "checklist");
}

function* ofTables(section: Section): Iterable<Fact> {
  for (const table of section.tables) {
    if (section.topic !== "checklist" || !hasColumns(table, item, state)) continue;
    for (const row of table.rows) {
      const raw = cellOf(table, row, state);
      const claim = {verdict: (raw && verdictOf(raw)) || "no-evidence", raw} as const;
      const values = valuesOf(
        standardOf(section, null),
        cellOf(table, row, item) ?? "",
        claim,
        cellOf(table, row, notes)
      );
      yield {table: "check_item", node: row.node, values, more: saysMore(table, row, [item, state, notes])};
    }
  }
}

function* ofItem(section: Section, entry: Item): Iterable<Fact> {
  const {node, label, children} = entry;
  const box = /^\[([ xX])\]\s+/.exec(node.text);
  const listed = isChecklist(section, entry);
  const text = box ? node.text.slice(box[0].length) : node.text;
  const lead = boldLead(text) ?? colonLead(text) ?? {title: plainLine(text).replace(/\.$/, ""), rest: ""};
  const introduces = children.length > 0 && /:\s*$/.test(plainLine(text));
  if (box || (listed && !introduces)) {
    const claim = box ? ofBox(box[0].trim(), text) : ofText(text, lead.rest);
    yield {
      table: "check_item",
      node,
      values: valuesOf(standardOf(section, label), withoutMarks(lead.title), claim, lead.rest || null)
    };
  }
  for (const child of children) if (/^\[[ xX]\]\s/.test(child.node.text)) yield* ofItem(section, child);
}

/** An empty box fails, unless its text calls the item implemented: some reports leave every box empty. */
function ofBox(raw: string, text: string): Claim {
  if (raw !== "[ ]") return {verdict: "pass", raw};
  const contradicted = /(?<!not |un)\b(implemented|partial(ly)?|done|completed?)\b/i.test(plainLine(text));
  return {verdict: contradicted ? "undecided" : "fail", raw};
}

/** "✅ Seeds …", "Seeds detected: True", "… missing (gap)." Anything else states nothing. */
function ofText(text: string, rest: string): Claim {
  const words = /^\S{1,20}$/.test(rest) ? rest : (/^[^\w\s`*]+(?=\s)/.exec(text)?.[0] ?? null);
  const whole = words === null ? null : verdictOf(words);
  if (whole) return {verdict: whole, raw: words};
  const closing = /\(([^()/_]{1,40})\)\.?$/.exec(plainLine(text))?.[1];
  const closed = closing === undefined ? null : verdictIn(closing);
  return closed ? {verdict: closed, raw: closing!} : {verdict: "no-evidence", raw: null};
}

/** A fenced JSON list of items with a status, or an object of such items by name. */
function* ofRegistries(section: Section): Iterable<Fact> {
  for (const node of section.nodes) {
    if (node.kind !== "code" || !/^\s*[[{]/.test(node.text)) continue;
    for (const {name, raw, note} of registryOf(node.text)) {
      const claim = {verdict: verdictOf(raw) ?? "no-evidence", raw} as const;
      yield {table: "check_item", node, values: valuesOf(standardOf(section, null), name, claim, note), more: true};
    }
  }
}

function registryOf(text: string): {name: string; raw: string; note: string | null}[] {
  const registry = parsed(text);
  const list = Array.isArray(registry) ? registry : Object.values(registry ?? {}).find(Array.isArray);
  const entries =
    list ?? Object.entries(registry ?? {}).map(([name, value]: [string, unknown]) => ({name, ...(value as object)}));
  return entries.flatMap((entry: Record<string, unknown> | null) => {
    const name = entry?.item ?? entry?.name ?? entry?.id;
    const note = entry?.note ?? entry?.notes;
    if (typeof name !== "string" || typeof entry?.status !== "string") return [];
    return [{name, raw: entry.status, note: typeof note === "string" ? note : null}];
  });
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** "reproducibility checklist", or the name that the list's label or section gives. */
function standardOf(section: Section, label: string | null): string {
  const named =
    label && topicOf(label.replace(/:$/, "")) === "checklist" ? label.replace(/:$/, "") : chapterOf(section).name;
  const name = withoutMarks(named) || "checklist";
  if (/^reproducib/i.test(name)) return "reproducibility checklist";
  return /^[A-Z][a-z]* checklist$/.test(name) ? name.toLowerCase() : name;
}

/** The section that has the topic itself. */
function chapterOf(section: Section): Section {
  return section.topic && section.parent?.topic === section.topic ? chapterOf(section.parent) : section;
}

function valuesOf(standard: string, name: string, {verdict, raw}: Claim, note: string | null): Fact["values"] {
  return {standard, item: name, verdict, verdict_raw: raw === verdict ? null : raw, note: note === raw ? null : note};
}

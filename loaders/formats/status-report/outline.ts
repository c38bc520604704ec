import {plainLine, unnumbered} from "./markup.ts";
import type {Node} from "./node.ts";
import {tablesOf, type Table} from "./table.ts";
import {topicOf, type Topic} from "./topic.ts";

/** A heading and what stands under it, up to the next heading of any level. */
export interface Section {
  /** Without markup, null before the first heading. */
  title: string | null;
  /** The title without its number. */
  name: string;
  level: number;
  heading: Node | null;
  parent: Section | null;
  /** Its own topic, else that of the nearest section above that has one. */
  topic: Topic | null;
  nodes: Node[];
  items: Item[];
  tables: Table[];
}

/** A list item with the items nested in it. `label` is the short paragraph that introduces its list. */
export interface Item {
  node: Node;
  label: string | null;
  children: Item[];
}

/** Splits a document into sections. The first level-1 heading is its title and names no topic. */
export function outlineOf(nodes: Node[]): Section[] {
  const title = titleOf(nodes);
  const sections = [sectionOf(null, null, title)];
  for (const node of nodes) {
    if (node.kind === "heading") sections.push(sectionOf(node, above(sections.at(-1)!, node.level), title));
    else sections.at(-1)!.nodes.push(node);
  }
  for (const section of sections) {
    section.items = itemsOf(section.nodes);
    section.tables = tablesOf(section.nodes);
  }
  return sections;
}

/** The heading that names the document: the first of level 1, else the first of all. */
export function titleOf(nodes: Node[]): Node | null {
  const headings = nodes.filter(({kind}) => kind === "heading");
  return headings.find(({level}) => level === 1) ?? headings[0] ?? null;
}

function sectionOf(heading: Node | null, parent: Section | null, title: Node | null): Section {
  const name = heading ? plainLine(heading.text) : null;
  const isTitle = heading !== null && heading === title && heading.level === 1;
  const topic = isTitle || name === null ? null : (parent?.topic ?? topicOf(name));
  return {
    title: name,
    name: unnumbered(name ?? ""),
    level: heading?.level ?? 0,
    heading,
    parent,
    topic,
    nodes: [],
    items: [],
    tables: []
  };
}

function above(section: Section, level: number): Section | null {
  let parent: Section | null = section;
  while (parent && parent.level >= level) parent = parent.parent;
  return parent;
}

function itemsOf(nodes: Node[]): Item[] {
  const roots: Item[] = [];
  let open: Item[] = [];
  let label: string | null = null;
  for (const node of nodes) {
    if (node.kind === "paragraph" && !/^\s/.test(node.lines[0]!.text))
      label = node.text.length <= 80 ? plainLine(node.text) : null;
    if (node.kind !== "item") continue;
    open = open.filter((item) => item.node.level < node.level);
    const item = {node, label, children: []};
    (open.at(-1)?.children ?? roots).push(item);
    open.push(item);
  }
  return roots;
}

import {plainLine} from "./markup.ts";
import type {Node} from "./node.ts";
import type {Document} from "./reader.ts";

/** The values of a node's "Label: value" lines whose label matches, without markup. */
export function fieldsOf({text}: Node, label: RegExp): string[] {
  return text.split("\n").flatMap((line) => {
    const [, name = "", value = ""] = /^([\w ()]{2,40})\s*:\s+(.*)$/.exec(plainLine(line)) ?? [];
    return label.test(name.trim()) && value.trim() ? [value.trim()] : [];
  });
}

/** What stands before the second heading, under the title, or in a section of metadata: there a report describes itself. */
export function earlyNodes({sections}: Document): Node[] {
  const early = sections.filter(
    ({level, title}, i) => i < 2 || level === 1 || /\b(metadata|provenance|scope)\b/i.test(title ?? "")
  );
  return early.flatMap(({nodes}) => nodes.filter(isText));
}

/** Nodes whose text is prose. */
export function isText({kind}: Node): boolean {
  return kind === "paragraph" || kind === "quote" || kind === "item" || kind === "comment" || kind === "front matter";
}

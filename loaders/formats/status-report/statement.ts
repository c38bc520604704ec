import {boldLead, colonLead, plainLine} from "./markup.ts";
import type {Item, Section} from "./outline.ts";
import type {Fact, Reader} from "./reader.ts";

/** Findings, numbered as the report numbers them where its numbers rise. */
export const readFindings: Reader = function* ({sections}) {
  let ordinal = 0;
  for (const item of itemsAbout(sections, "finding")) {
    const written = /^(\d+)[.)]$/.exec(item.node.mark)?.[1];
    ordinal = Math.max(ordinal + 1, Number(written ?? 0));
    yield {table: "finding", node: item.node, values: {ordinal, ...statementOf(item, boldLead(item.node.text))}};
  }
};

/** What a report puts off. */
export const readDeferred: Reader = function* ({sections}) {
  for (const item of itemsAbout(sections, "deferred"))
    yield {
      table: "deferred",
      node: item.node,
      values: statementOf(item, boldLead(item.node.text) ?? phraseLead(item.node.text))
    };
};

/** "Hydra sweeps: postponed" has a title, "Optional: add docs" has none. */
function phraseLead(text: string): {title: string; rest: string} | null {
  const lead = colonLead(text);
  return lead?.title.includes(" ") ? lead : null;
}

function itemsAbout(sections: Section[], topic: Section["topic"]): Item[] {
  return sections.filter((section) => section.topic === topic).flatMap(({items}) => items);
}

function statementOf({node}: Item, lead: {title: string; rest: string} | null): Fact["values"] {
  return lead?.rest ? {title: lead.title, text: lead.rest} : {title: null, text: plainLine(node.text)};
}

import {dateOf} from "./document-date.ts";
import {earlyNodes, fieldsOf, isText} from "./field.ts";
import {plainLine, withoutMarks} from "./markup.ts";
import type {Node} from "./node.ts";
import {titleOf} from "./outline.ts";
import type {Document, Reader} from "./reader.ts";

/** The document itself: one fact, at the node that states its date, else at its title, else at its first words. */
export const readAudit: Reader = function* (document) {
  const title = titleOf(document.nodes);
  const dated = dateOf(document);
  const node = dated?.node ?? title ?? document.nodes.find(({kind}) => kind !== "blank" && kind !== "rejected");
  if (!node) return;
  const {date = null, raw = null, from = null} = dated ?? {};
  const when = {date, date_raw: raw === date ? null : raw, date_from: from};
  const about = {subject: subjectOf(document, title), title: title && plainLine(title.text)};
  yield {
    table: "audit",
    node,
    values: {...about, ...when, commit: commitOf(document, title), tool: toolOf(document)},
    more: true
  };
};

/** The repository's own name without its owner: from a field, an owner/name in prose, else the title. */
function subjectOf(document: Document, title: Node | null): string | null {
  const texts = document.nodes.filter(isText);
  const fields = texts.flatMap((node) => fieldsOf(node, /^(repository|repo|project|root directory)$/i));
  const told = texts.flatMap(({text}) => /`([\w.-]+\/[\w.-]+)`\s+repository\b/.exec(text.slice(0, 4096))?.[1] ?? []);
  const names = [...fields, ...told].map((value) =>
    value
      .split(/\s/)[0]!
      .replace(/\/$|\.git$/, "")
      .split("/")
      .at(-1)!
  );
  return names.find((name) => /^[\w.-]+$/.test(name)) ?? (title && subjectInTitle(withoutMarks(title.text)));
}

/** "_codex_: Status Update (…)", "*codex* status", "[Report]: Codex Status Update Audit"; null for "Status Update - …". */
function subjectInTitle(title: string): string | null {
  const bare = title.replace(/^\[[^\]]*\]:?\s*/, "");
  const underscored = /(?<!\w)_[\w.-]+/.exec(bare)?.[0];
  return (
    underscored ??
    /^(?!(?:daily|weekly|monthly|final|project|current|overall)\b)([\w.-]+):? status\b/i.exec(bare)?.[1] ??
    null
  );
}

/** "main @ 9883d9b" in the title, or a commit field where the report describes itself. */
function commitOf(document: Document, title: Node | null): string | null {
  const inTitle = title && / @ ([0-9a-f]{7,40})\b/.exec(plainLine(title.text))?.[1];
  const fields = earlyNodes(document).flatMap((node) => fieldsOf(node, /^commit$/i));
  return inTitle ?? fields.find((value) => /^[0-9a-f]{7,40}$/.test(value)) ?? null;
}

function toolOf({nodes}: Document): string | null {
  const tools = nodes
    .filter(isText)
    .map(({text}) => /\bgenerated (?:locally )?by `([^`]+)`/i.exec(text.slice(0, 4096))?.[1]);
  return tools.find((tool) => tool !== undefined) ?? null;
}

import type {Head} from "./format.ts";

/** The start tag of a document's root, as far as the head shows it. */
export interface XmlRoot {
  /** Without prefix. */
  name: string;
  attributes: Map<string, string>;
  /** The head behind the tag. */
  rest: string;
}

const before = /^\ufeff?(?:\s+|<\?[^]*?\?>|<!--[^]*?-->|<!DOCTYPE(?:[^>[]|\[[^\]]*\])*>)*/;
const tag = /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const roots = new WeakMap<Head, XmlRoot | null>();

/** The root of an XML document, read once for all formats that ask; null where the head is no XML. */
export function xmlRoot(head: Head): XmlRoot | null {
  let root = roots.get(head);
  if (root === undefined) roots.set(head, (root = readRoot(head.text)));
  return root;
}

function readRoot(text: string): XmlRoot | null {
  const document = text.slice(before.exec(text)![0].length);
  const found = tag.exec(document);
  if (!found) return null;
  const attributes = [...found[2]!.matchAll(attribute)].map(
    ([, name, double, single]) => [name!, double ?? single!] as const
  );
  return {name: found[1]!, attributes: new Map(attributes), rest: document.slice(found[0].length)};
}

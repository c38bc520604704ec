import {element} from "./element.js";
import {cutLongWords} from "./long-word.js";

/** Where to cut a long text: after the last whole word before the limit. @example cutAt("one two three", 8) // 7 */
export function cutAt(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const space = text.lastIndexOf(" ", limit);
  return space > limit / 2 ? space : limit;
}

/**
 * A text as logged; a long one shows its beginning, and a button for the rest.
 * @example excerpt(row.gaps, 120)
 */
export function excerpt(written: string | null | undefined, limit = 140): HTMLElement {
  if (!written) return element("span", {class: "value missing", title: "nothing written"}, "–");
  const text = cutLongWords(written);
  const cut = cutAt(text, limit);
  const node = element("span", {class: "name excerpt"}, text.slice(0, cut));
  if (text !== written) node.title = written;
  if (cut === text.length) return node;
  const more = (): void => node.replaceChildren(document.createTextNode(text));
  const button = element(
    "button",
    {type: "button", class: "more-text", click: more, "aria-label": "show the whole text"},
    "…"
  );
  node.append(" ", button);
  return node;
}

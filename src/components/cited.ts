import {text, sourceHref} from "./value.js";
import type {Cell, Evidence} from "./value.js";

/**
 * Words of a document as a link to their line. They are shown without the markup that the line has, so they are a name
 * and not a value.
 * @example cited(row.item, row.evidence)
 */
export function cited(words: Cell, evidence: Evidence, mono = false): HTMLElement {
  if (!evidence) return text(words, {mono});
  return text(words, {mono, href: `${sourceHref(evidence)}#v=${encodeURIComponent(String(words))}`});
}

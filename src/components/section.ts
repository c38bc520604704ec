import {element, fragment} from "./element.js";
import type {Child} from "./element.js";

/**
 * A heading with what stands under it; nothing at all where `present` is 0.
 * @example display(section(items.length, "checks", "Checklists", table(items, {caption: "Checks"})))
 */
export function section(present: number, id: string, heading: Child, ...content: Child[]): DocumentFragment {
  if (present === 0) return fragment();
  return fragment(element("h2", {id}, heading), content);
}

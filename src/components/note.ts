import {element} from "./element.js";
import type {Child} from "./element.js";

/**
 * A margin note. Written right after a paragraph or a figure it stands beside it, and follows it on a phone.
 * @example note("Neither audit names an executed test.")
 */
export function note(...children: Child[]): HTMLElement {
  return element("aside", {class: "note"}, children);
}

/** Content with its note as one element. @example beside(table(rows, {caption: "Checks"}), note(verdictKey())) */
export function beside(content: HTMLElement, aside: Child): HTMLElement {
  const held = aside instanceof HTMLElement && aside.matches("aside.note") ? aside : note(aside);
  return element("div", {class: "beside"}, content, held);
}

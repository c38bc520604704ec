import {element} from "./element.js";
import type {Child} from "./element.js";

/**
 * An empty state: what is missing, and the command that brings it.
 * @example empty("No audit has been read.", "npx colophon audit . --out data/audits/today.ndjson")
 */
export function empty(missing: Child, command?: string, after?: Child): HTMLElement {
  return element(
    "div",
    {class: "empty"},
    element("p", null, missing),
    command ? element("pre", {class: "name"}, element("code", null, command)) : null,
    after ? element("p", null, after) : null
  );
}

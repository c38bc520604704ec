import {element} from "./element.js";
import type {Attributes, Child} from "./element.js";

/**
 * The target of a link into a page. Of several with one name the first on the page is the target; where the address
 * names it, the page scrolls there when it enters.
 */
class PageAnchor extends HTMLElement {
  connectedCallback(): void {
    const name = this.dataset.anchor ?? "";
    if (document.getElementById(name)) return;
    this.id = name;
    if ([`#${name}`, `#${encodeURIComponent(name)}`].includes(location.hash)) this.scrollIntoView({block: "center"});
  }

  disconnectedCallback(): void {
    this.removeAttribute("id");
  }
}

const tag = "page-anchor";
if (!customElements.get(tag)) customElements.define(tag, PageAnchor);

/** Content that `#name` leads to. @example anchored("claim-speed", {class: "claim"}, "5.2 ×") */
export function anchored(name: string, attributes: Attributes, ...children: Child[]): HTMLElement {
  return element(tag as "span", {...attributes, "data-anchor": name}, ...children);
}

import {element} from "./element.js";
import type {Child} from "./element.js";

/**
 * A box that scrolls sideways on its own where its content is wider than the page. It is a named region, and a stop
 * for the keyboard only while there is something to scroll.
 * @example scrollBox("Runs", element("table", null, …))
 */
export function scrollBox(name: string, ...children: Child[]): HTMLElement {
  const box = element("div", {class: "scroll", role: "region", "aria-label": name}, children);
  const measure = (): void => {
    const {scrollLeft, scrollTop} = box;
    // Always judged in the plain layout: the scrolling one has other borders and a narrower first column, and judged
    // in itself it could fit, be plain, overflow, scroll, and so on without end.
    box.classList.remove("overflowing");
    const overflows = box.scrollWidth > box.clientWidth + 1;
    box.classList.toggle("overflowing", overflows);
    if (overflows) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
    box.scrollTo(scrollLeft, scrollTop);
  };
  const observer = new ResizeObserver(measure);
  observer.observe(box);
  for (const child of box.children) observer.observe(child);
  return box;
}

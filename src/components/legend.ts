import type {LegendKey} from "./chart-plan.js";
import {element} from "./element.js";
import {text} from "./value.js";

function swatch({color, dash, sign, shape}: LegendKey): HTMLElement {
  if (shape)
    return element("span", {class: `key-shape shape-${shape}`, style: `color:${color}`, "aria-hidden": "true"});
  if (sign) return element("span", {class: "key-sign", style: `color:${color}`, "aria-hidden": "true"}, sign);
  const style = `border-top-color:${color}${dash?.length ? `;border-top-style:${(dash[0] ?? 0) > 3 ? "dashed" : "dotted"}` : ""}`;
  return element("span", {class: "key-line", style, "aria-hidden": "true"});
}

/** A compact legend in HTML, for charts too narrow or too full for direct labels. @example legend([{label: "seed 1", color: "#0072b2"}]) */
export function legend(keys: readonly LegendKey[]): HTMLElement {
  return element(
    "ul",
    {class: "legend"},
    keys.map((key) => element("li", null, swatch(key), text(key.label)))
  );
}

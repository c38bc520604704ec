import {element} from "./element.js";
import type {Child} from "./element.js";
import type {NumberOptions} from "./number.js";
import {value} from "./value.js";
import type {Cell, Evidence} from "./value.js";

/** One figure of the strip. `of` is the whole that it is a part of, `remark` a few words below it. */
export interface StripItem extends NumberOptions {
  label: string;
  value: Cell;
  evidence: Evidence;
  unit?: string;
  of?: {value: Cell; evidence: Evidence};
  remark?: Child;
  reason?: string;
}

function item({label, value: v, evidence, of, remark, ...options}: StripItem): HTMLElement {
  return element(
    "div",
    null,
    element("dt", null, label),
    element(
      "dd",
      null,
      value(v, evidence, options),
      of ? element("span", {class: "of"}, " of ", value(of.value, of.evidence)) : null,
      remark ? element("div", {class: "remark"}, remark) : null
    )
  );
}

/**
 * The figures at the head of a report.
 * @example strip([{label: "sources", value: 742, evidence: "=a1"}, {label: "claims supported", value: 3, evidence: "=b2", of: {value: 50, evidence: "=b3"}}])
 */
export function strip(items: readonly StripItem[]): HTMLElement {
  return element("dl", {class: "strip"}, items.map(item));
}

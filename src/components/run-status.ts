import {element} from "./element.js";
import type {RunRow} from "./run-rows.js";
import {sourceHref} from "./value.js";

/** How a run ended, with its sign and the class of its colour. */
export const runStatuses = {
  completed: {sign: "✓", words: "completed", kind: "pass"},
  aborted: {sign: "✕", words: "aborted", kind: "fail"},
  running: {sign: "…", words: "running", kind: "undecided"},
  unknown: {sign: "○", words: "end not logged", kind: "no-evidence"}
} as const;

/** A run's status as a link to the line that says so; the log's own word on hover. */
export function runStatus({status, status_raw, status_evidence}: RunRow): HTMLElement {
  const {sign, words, kind} = runStatuses[status];
  const label = [element("span", {class: "sign", "aria-hidden": "true"}, sign), " ", words];
  if (status === "unknown" || !status_evidence) return element("span", {class: `verdict ${kind}`}, label);
  const attributes = {
    class: `value verdict ${kind}`,
    href: sourceHref(status_evidence),
    "data-raw": status_raw ?? status,
    "data-evidence": status_evidence,
    title: status_raw && status_raw !== status ? `written as: ${status_raw}` : undefined
  };
  return element("a", attributes, label);
}

import type {Format} from "../format.ts";
import {detect} from "./detect.ts";
import {readDocument} from "./document.ts";

/**
 * Status reports in Markdown: audits, sprint progress, gate reports. The unit is a document node: a heading, paragraph,
 * list item, table row, code block. Facts go to the tables audit, capability, check_item, finding, patch, gate, phase,
 * deferred, captured_error, sprint_item and event; every other node's text goes to prose.
 */
export const statusReport = {
  name: "status-report",
  title: "Markdown status report",
  unit: "node",
  detect,
  parse: readDocument
} as const satisfies Format;

import type {RepairRow} from "../../rows.ts";
import {dateInName, findDate} from "./dates.ts";
import {readCapturedErrors} from "./error-capture.ts";
import {earlyNodes, fieldsOf} from "./field.ts";
import {plainLine} from "./markup.ts";
import type {Node} from "./node.ts";
import {titleOf} from "./outline.ts";
import type {Document} from "./reader.ts";

export interface DocumentDate {
  /** "YYYY-MM-DD" */
  date: string;
  /** What the document says, where it says a date; else the words of the file name. */
  raw: string;
  from: "title" | "generated" | "date field" | "file name" | "error capture";
  /** Where the document says it, null for a file name. */
  node: Node | null;
}

/**
 * Title, "generated" line, date field, file name, captured errors: the first that states a date. What the document
 * says counts more than the name of a copy, with one exception: same day and month, other year. Bulk edits rewrote
 * years inside stored reports (2025 became 2024 in titles, not in paths), so there the file name's year is taken.
 */
export function dateOf(document: Document): DocumentDate | null {
  const said = inTitle(document) ?? inGeneratedLine(document) ?? inField(document);
  const name = dateInName(document.path);
  if (said && name && said.date !== name.date && said.date.slice(4) === name.date.slice(4))
    return {...said, date: name.date, from: "file name"};
  return said ?? (name && {...name, from: "file name", node: null}) ?? inCapturedError(document);
}

/** The repair that says so, where the file name corrected the document's year. */
export function yearRepair(document: Document): RepairRow | null {
  const dated = dateOf(document);
  if (!dated?.node || dated.from !== "file name") return null;
  return {table: "repair", at: dated.node.at, kind: "year from the file name", before: dated.raw, after: dated.date};
}

function inTitle({nodes}: Document): DocumentDate | null {
  const node = titleOf(nodes);
  return node && saidIn(node, plainLine(node.text), "title");
}

/** "> Generated: 2025-10-10 01:27:43 UTC", "This report was generated on 2025-10-05" */
function inGeneratedLine(document: Document): DocumentDate | null {
  for (const node of earlyNodes(document)) {
    const line = /\bgenerated\b(?: on| at)?[:\s`*]{0,6}(.{6,24})/i.exec(node.text.slice(0, 4096));
    const said = line && saidIn(node, line[1]!, "generated");
    if (said) return said;
  }
  return null;
}

/** "**Date:** 2025-11-08", "**Last Updated:** November 7, 2025" */
function inField(document: Document): DocumentDate | null {
  for (const node of earlyNodes(document))
    for (const value of fieldsOf(node, /^(report )?date( \(utc\))?$|^(last )?updated$/i)) {
      const said = saidIn(node, value, "date field");
      if (said) return said;
    }
  return null;
}

/** The earliest error that is no template. */
function inCapturedError(document: Document): DocumentDate | null {
  const stamped = [...readCapturedErrors(document)].filter(({values}) => values.time && !values.template);
  const [first] = stamped.sort((a, b) => (String(a.values.time) < String(b.values.time) ? -1 : 1));
  if (!first) return null;
  const {time, time_raw} = first.values;
  return {date: String(time).slice(0, 10), raw: String(time_raw), from: "error capture", node: first.node};
}

function saidIn(node: Node, text: string, from: DocumentDate["from"]): DocumentDate | null {
  const found = findDate(text);
  return found && {...found, from, node};
}

import {element} from "./element.js";
import {text, time} from "./value.js";

/** Where the reader of a report found its date. */
const dateOrigins: Readonly<Record<string, string>> = {
  title: "from its title",
  "date field": "from its date field",
  generated: "from when it was generated",
  "file name": "from its file name",
  "error capture": "from an error it captured",
  commit: "from its commit"
};

export interface AuditPlace {
  date?: Date | string | null;
  date_from?: string | null;
  path: string;
}

/** The last part of a path, long ones without their middle; the whole path on hover. */
export function shortPath(path: string, limit: number): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.length <= limit) return name;
  const half = Math.floor((limit - 1) / 2);
  return `${name.slice(0, half)}…${name.slice(-half)}`;
}

function fileName(path: string, limit: number): HTMLElement {
  const name = text(shortPath(path, limit), {mono: true});
  name.title = path;
  return name;
}

/** Which audit: its day, where the day was found, and its file. */
export function auditCell({date, date_from, path}: AuditPlace, limit = 28): HTMLElement {
  return element(
    "span",
    {class: "audit-cell"},
    time(date, {clock: false, reason: "the document carries no date"}),
    date_from ? element("span", {class: "from"}, dateOrigins[date_from] ?? `from ${date_from}`) : null,
    element("span", {class: "path"}, fileName(path, limit))
  );
}

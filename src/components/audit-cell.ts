import {element} from "./element.js";
import {text, time} from "./value.js";

export interface AuditPlace {
  date?: Date | string | null;
  date_from?: string | null;
  path: string;
}

/** The last part of a path, long ones without their middle; the whole path on hover. */
export function shortPath(path: string, limit = 34): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (name.length <= limit) return name;
  const half = Math.floor((limit - 1) / 2);
  return `${name.slice(0, half)}…${name.slice(-half)}`;
}

function fileName(path: string): HTMLElement {
  const name = text(shortPath(path), {mono: true});
  name.title = path;
  return name;
}

/** Which audit: its day, where the day was found, and its file. */
export function auditCell({date, date_from, path}: AuditPlace): HTMLElement {
  return element(
    "span",
    {class: "audit-cell"},
    time(date, {clock: false, reason: "the document carries no date"}),
    date_from ? element("span", {class: "from"}, ` from its ${date_from}`) : null,
    element("span", {class: "path"}, fileName(path))
  );
}

import {cited} from "./cited.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {listed} from "./format-name.js";
import {sharedFolder} from "./run-names.js";
import {runHref} from "./run-rows.js";
import {table} from "./table.js";
import type {Row} from "./table.js";
import {text} from "./value.js";
import type {Evidence} from "./value.js";

interface PartedRun extends Row {
  path: string;
  run_id: string;
  name: string;
  found: string[];
  what: string;
  /** Sorted and filtered by. */
  begins: string;
  parts: {path: string; line: number | null; evidence: Evidence}[];
}

const placeText = (path: string, line: unknown): string => (line === null ? path : `${path}:${String(line)}`);

/** The runs of run_parts.parquet, with the places in its files where it is told of. */
function byRun(rows: readonly Row[]): PartedRun[] {
  const runs = new Map<string, PartedRun>();
  for (const row of rows) {
    const id = String(row.run_id);
    const run = runs.get(id) ?? {
      path: String(row.path),
      run_id: id,
      name: String(row.name),
      found: [],
      what: "",
      begins: placeText(String(row.path), row.line),
      parts: []
    };
    run.parts.push({
      path: String(row.part_path),
      line: row.part_line as number | null,
      evidence: row.part_evidence as Evidence
    });
    const found = [
      row.restarted ? "restarts" : null,
      row.shared ? "several writers" : null,
      run.parts.length > 1 ? "told by several files" : null
    ];
    run.found = found.filter((words) => words !== null);
    runs.set(id, run);
  }
  return [...runs.values()];
}

/** Places shown before the rest is folded. */
const shownParts = 4;

/** The places without the folder that they share, which shows on hover. */
function partList({parts}: PartedRun): Child {
  const folder = sharedFolder(parts.map(({path}) => path));
  const items = parts.map(({path, line, evidence}) => {
    const link = cited(placeText(path.slice(folder.length), line), evidence, true);
    link.title = path;
    return element("li", null, link);
  });
  if (items.length <= shownParts + 1) return element("ul", {class: "plain"}, items);
  const rest = items.slice(shownParts);
  return [
    element("ul", {class: "plain"}, items.slice(0, shownParts)),
    element("details", null, element("summary", null, `and ${rest.length} more`), element("ul", {class: "plain"}, rest))
  ];
}

function runLink(name: string, id: string, folder: string): HTMLElement {
  const short = folder !== "" && name.startsWith(folder) ? name.slice(folder.length) : name;
  const link = text(short, {href: runHref(id)});
  if (short !== name) link.title = name;
  return link;
}

/** Segments of one log as one row: where each begins, and all that was found in any of them. */
export function byLog(rows: readonly Row[]): PartedRun[] {
  const logs = new Map<string, PartedRun>();
  for (const run of byRun(rows)) {
    const key = JSON.stringify([run.path, run.name.replace(/#\d+$/, "")]);
    const log = logs.get(key);
    if (log) {
      log.parts.push(...run.parts);
      log.found = [...new Set([...log.found, ...run.found])];
    } else logs.set(key, {...run, parts: [...run.parts]});
  }
  return [...logs.values()].map((log) => ({...log, what: listed(log.found)}));
}

/** Runs that restarted, that several write into, or that several files tell of. */
export function partedRunTable(rows: readonly Row[]): HTMLElement {
  const runs = byLog(rows);
  const folder = sharedFolder(runs.map(({path}) => path));
  return table(runs, {
    caption: "Runs in several pieces",
    columns: [
      {
        key: "name",
        label: "run",
        width: "16rem",
        render: ({name, run_id}): Child => runLink(name, run_id, folder)
      },
      {key: "what", label: "what was found", evidence: null, width: "14rem"},
      {key: "begins", label: "told of at", width: "26rem", render: partList}
    ],
    filter: runs.length > 8,
    limit: 15,
    wide: true
  });
}

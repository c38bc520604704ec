import type {Column} from "./cell.js";
import {csvText, fileName} from "./csv.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {beside} from "./note.js";
import {table} from "./table.js";
import type {Row} from "./table-state.js";

/** The text of a query: itself, a promise of it, or a file attachment. */
export type SqlSource = string | Promise<string> | {text: () => Promise<string>};

/** What a figure shows. A chart that can be saved as SVG carries `toSVG`. */
export type Drawing = HTMLElement & {toSVG?: () => Promise<string>};

export interface FigureOptions<R extends Row = Row> {
  /** What was found, or else what is shown. */
  title: Child;
  /** How to read it. */
  sub?: Child;
  chart: Drawing;
  /** Names the query and the downloads: "time-to-train". */
  name: string;
  sql?: SqlSource;
  /** The rows the chart draws: the accessible table and the CSV. */
  rows?: readonly R[];
  columns?: readonly Column<R>[];
  /** A margin note beside the figure. */
  note?: Child;
  /** Full page width. */
  wide?: boolean;
}

function download(content: string, type: string, file: string): void {
  const address = URL.createObjectURL(new Blob([content], {type}));
  element("a", {href: address, download: file}).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function readSql(sql: SqlSource): Promise<string> {
  if (typeof sql === "string") return Promise.resolve(sql);
  return "text" in sql ? sql.text() : sql;
}

/** A button that shows and hides a panel, which is made when it is first shown. */
function disclosure(label: Child, panel: HTMLElement, make: () => Promise<Node> | Node): HTMLElement {
  let made = false;
  const click = async (): Promise<void> => {
    const open = panel.hidden;
    panel.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (made || !open) return;
    made = true;
    panel.replaceChildren(await make());
  };
  const button = element("button", {type: "button", "aria-expanded": "false", click: () => void click()}, label);
  return button;
}

async function sqlPanel(sql: SqlSource): Promise<Node> {
  const code = await readSql(sql).catch((error: unknown) => `the query's text could not be read: ${String(error)}`);
  return element("pre", {class: "sql name", tabindex: 0}, element("code", null, code));
}

function links<R extends Row>(options: FigureOptions<R>, panels: HTMLElement): HTMLElement[] {
  const {name, sql, rows, columns, chart} = options;
  const panel = (): HTMLElement => panels.appendChild(element("div", {class: "panel", hidden: true}));
  const found: HTMLElement[] = [];
  if (sql) {
    const label = element("span", {class: "name mono"}, `${name}.sql`);
    found.push(disclosure(label, panel(), () => sqlPanel(sql)));
  }
  if (rows) {
    const caption = `Rows: ${name}`;
    found.push(
      disclosure("rows", panel(), () => table(rows, {caption, columns, quiet: true, filter: rows.length > 12}))
    );
  }
  const save = (label: string, action: () => void): HTMLElement =>
    element("button", {type: "button", click: action, "aria-label": `download ${label}`}, label);
  const {toSVG} = chart;
  if (toSVG) {
    const saveSvg = async (): Promise<void> => download(await toSVG(), "image/svg+xml", fileName(name, "svg"));
    found.push(save("SVG", () => void saveSvg()));
  }
  if (rows) found.push(save("CSV", () => download(csvText(rows), "text/csv;charset=utf-8", fileName(name, "csv"))));
  return found;
}

/**
 * A figure: a title that says what was found, a line on how to read it, the chart, and below it the query, the rows
 * with their evidence, and downloads.
 * @example figure({title: "Two of five runs aborted", sub: "…", chart: chart(dots({…})), name: "time-to-train", sql, rows})
 */
export function figure<R extends Row>(options: FigureOptions<R>): HTMLElement {
  const {title, sub, chart, wide} = options;
  const panels = element("div", {class: "panels"});
  const body = element(
    "figure",
    {class: `figure${wide ? " wide" : ""}`},
    element("figcaption", null, element("p", {class: "title"}, title), sub ? element("p", {class: "sub"}, sub) : null),
    chart,
    element("div", {class: "links"}, links(options, panels)),
    panels
  );
  return options.note ? beside(body, options.note) : body;
}

import {join} from "node:path";
import {checkDeclarations, type FormatDeclaration} from "./formats/declared/declaration.ts";
import type {HeaderFacts} from "./site/header.ts";
import {renderHeader} from "./site/header.ts";
import {markdownPlugins, type MarkdownParser} from "./site/markdown.ts";
import type {NavLink} from "./site/navigation.ts";
import {packageRoot} from "./warehouse/package-root.ts";

export type {
  ColumnDeclaration,
  DeclaredMetric,
  FormatDeclaration,
  LineDeclaration
} from "./formats/declared/declaration.ts";

/** What a user writes in `observablehq.config.ts`. Paths are relative to that file. */
export interface ColophonOptions {
  /** Shown in the header and in every page's title. */
  title: string;
  /** Files and folders that are read; default `["data"]`. */
  inputs?: string[];
  /** The folder of the user's own pages; default `src`. */
  root?: string;
  /** The links of the header, in order; default: the report's pages, then the user's under their titles. */
  pages?: NavLink[];
  /** `list` (default) lists the numbers in prose that no claim binds, `strict` fails on any. */
  prose?: "strict" | "list";
  /** Markdown files beside the pages whose bound numbers `colophon check` decides: `["README.md"]`. */
  claims?: string[];
  /** Standards of the checklists that `colophon check` holds the project to: `["Reproducibility"]`; the pages show all. */
  standards?: string[];
  /** The folder of your own checklist rules, one `.sql` file each; default `rules`. */
  rules?: string;
  /** Capability name → other names for the same thing. */
  aliases?: Record<string, string[]>;
  /** Metric (`split/name` or `name`) → which way is better. Nothing ranks on a metric without one. */
  directions?: Record<string, "higher" | "lower">;
  /** Formats of your own, asked before the built-in ones: a line with named groups, or a map of columns. */
  formats?: FormatDeclaration[];
  /** Shows e-mails, user names, host names and private addresses that logs contain; default false. */
  showIdentities?: boolean;
}

/** The toolkit's own settings: the options with their defaults. */
export interface ColophonSettings {
  title: string;
  inputs: string[];
  root: string;
  pages?: NavLink[];
  prose: "strict" | "list";
  claims: string[];
  standards: string[];
  rules: string;
  aliases: Record<string, string[]>;
  directions: Record<string, "higher" | "lower">;
  formats: FormatDeclaration[];
  showIdentities: boolean;
}

/** A page as Framework describes it to `header`. */
export interface PageFacts {
  title: string | null;
  data: object;
  path: string;
}

/** Framework's configuration with the toolkit's settings beside it. A project may spread it and set more of Framework's options. */
export interface ColophonConfig {
  root: string;
  title: string;
  style: string;
  head: string;
  header: string | ((page: PageFacts) => string);
  footer: null;
  sidebar: false;
  pager: false;
  toc: false;
  search: false;
  pages: [];
  globalStylesheets: [];
  interpreters: Record<string, string[]>;
  duckdb: {extensions: Record<string, null>};
  markdownIt: (parser: MarkdownParser) => MarkdownParser;
  colophon: ColophonSettings;
}

/**
 * The one configuration of a report: `export default colophon({title: "My runs", inputs: ["logs"]})`.
 * Throws a TypeError where an option has the wrong shape.
 */
export function colophon(options: ColophonOptions): ColophonConfig {
  const settings = normalizeOptions(options);
  return {
    root: settings.root,
    title: settings.title,
    style: "style.css",
    head: '<link rel="stylesheet" href="/fonts.css">',
    header: pageHeader({title: settings.title, links: settings.pages ?? []}),
    footer: null,
    sidebar: false,
    pager: false,
    toc: false,
    search: false,
    pages: [],
    globalStylesheets: [],
    interpreters: {".sql": [process.execPath, join(packageRoot, ".build", "loaders", "site", "interpret-sql.js")]},
    duckdb: {extensions: {json: null, parquet: null}},
    markdownIt: (parser) => markdownPlugins.reduce((applied, plugin) => plugin(applied), parser),
    colophon: settings
  };
}

const ownHeader = Symbol("header");

/** Framework's `header` for these facts. `isOwnHeader` tells it from one that a project sets. */
export function pageHeader(facts: HeaderFacts): (page: PageFacts) => string {
  return Object.assign(({path}: PageFacts) => renderHeader(facts, path), {[ownHeader]: true});
}

export function isOwnHeader(header: ColophonConfig["header"]): boolean {
  return typeof header === "function" && ownHeader in header;
}

function normalizeOptions(options: ColophonOptions): ColophonSettings {
  const {
    title,
    inputs = ["data"],
    root = "src",
    pages,
    prose = "list",
    claims = [],
    standards = [],
    rules = "rules",
    aliases = {},
    directions = {},
    formats = [],
    showIdentities = false
  } = options;
  const known = [
    "title",
    "inputs",
    "root",
    "pages",
    "prose",
    "claims",
    "standards",
    "rules",
    "aliases",
    "directions",
    "formats",
    "showIdentities"
  ];
  for (const key of Object.keys(options)) check(known.includes(key), `one of ${known.join(", ")}`, key);
  check(typeof title === "string" && title.length > 0, "title: a text", title);
  check(isTexts(inputs), "inputs: a list of paths", inputs);
  check(typeof root === "string", "root: a path", root);
  check(prose === "list" || prose === "strict", 'prose: "list" or "strict"', prose);
  check(isTexts(claims), "claims: a list of Markdown files", claims);
  check(isTexts(standards), "standards: a list of standards", standards);
  check(typeof rules === "string", "rules: a path", rules);
  check(
    !pages || pages.every((page) => typeof page.name === "string" && page.path.startsWith("/")),
    "pages: a list of {name, path}, each path from /",
    pages
  );
  check(Object.values(aliases).every(isTexts), "aliases: name → list of names", aliases);
  check(
    Object.values(directions).every((way) => way === "higher" || way === "lower"),
    'directions: metric → "higher" or "lower"',
    directions
  );
  checkDeclarations(formats);
  check(typeof showIdentities === "boolean", "showIdentities: true or false", showIdentities);
  return {title, inputs, root, pages, prose, claims, standards, rules, aliases, directions, formats, showIdentities};
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function check(holds: boolean, expected: string, found: unknown): void {
  if (!holds) throw new TypeError(`colophon(options): expected ${expected}, found ${JSON.stringify(found)}`);
}

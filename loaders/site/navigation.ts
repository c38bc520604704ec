import {readFrontMatter} from "./frontmatter.ts";

/** A link of the header. `path` is absolute within the site and has no extension, as in `/runs`. */
export interface NavLink {
  name: string;
  path: string;
}

/** The report's own pages in reading order. A staged page that is not here follows under its title. */
const order: NavLink[] = [
  {name: "Overview", path: "/index"},
  {name: "Runs", path: "/runs"},
  {name: "Reproducibility", path: "/reproducibility"},
  {name: "Capabilities", path: "/capabilities"},
  {name: "Benchmarks", path: "/benchmarks"},
  {name: "Kernels", path: "/kernels"},
  {name: "Claims", path: "/claims"},
  {name: "Data quality", path: "/data-quality"},
  {name: "Snapshots", path: "/snapshots"}
];

/** Pages that are reached from a row or a number, and the link that stands for them in the header. */
const detail = new Map([
  ["/run", "/runs"],
  ["/source", "/data-quality"],
  ["/404", ""]
]);

/** The links for the staged pages, given as path → text. A page with `nav: false` or `draft: true` has none. */
export function navigation(pages: Map<string, string>): NavLink[] {
  const shown = [...pages].filter(([path, text]) => {
    const {nav, draft} = readFrontMatter(text);
    return nav && !draft && !detail.has(path) && !path.includes("[");
  });
  const paths = new Set(shown.map(([path]) => path));
  const known = new Set(order.map(({path}) => path));
  const more = shown.filter(([path]) => !known.has(path)).map(([path, text]) => ({name: pageTitle(path, text), path}));
  return [...order.filter(({path}) => paths.has(path)), ...more.sort((a, b) => (a.path < b.path ? -1 : 1))];
}

/** The path of the link that is marked while `path` is open. */
export function currentLink(path: string): string {
  return detail.get(path) ?? path;
}

function pageTitle(path: string, text: string): string {
  return readFrontMatter(text).title ?? /^#\s+(.+?)\s*#*\s*$/m.exec(text)?.[1] ?? path.split("/").at(-1) ?? path;
}

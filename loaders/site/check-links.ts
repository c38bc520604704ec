import {posix} from "node:path";
import type {SitePage} from "./site-page.ts";
import {placeOf} from "./source-place.ts";
import type {Stage} from "./stage.ts";

const origin = "http://site.invalid";
const loading =
  "link[href], script[src], img[src], source[src], audio[src], video[src], iframe[src], embed[src], object[data]";
/** Kinds of `link` that only name an address, and the one that repeats an import. */
const naming = new Set(["canonical", "author", "license", "help", "me", "alternate", "modulepreload"]);

/** Links to pages, files and headings that are not there, and elements that would load from outside the site. */
export function checkLinks(stage: Stage, files: string[], pages: SitePage[]): string[] {
  const known = new Set(files);
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return pages.flatMap((page) => [
    ...[...page.document.querySelectorAll("a[href]")].flatMap((link) => checkLink(stage, page, link, known, byPath)),
    ...[...page.document.querySelectorAll(loading)].flatMap((element) => checkLoading(stage, page, element, known))
  ]);
}

function checkLink(
  stage: Stage,
  page: SitePage,
  link: Element,
  known: Set<string>,
  pages: Map<string, SitePage>
): string[] {
  const href = link.getAttribute("href") ?? "";
  const url = resolveLocal(page.path, href);
  if (!url) return [];
  const target = findTarget(url, known);
  const at = () => placeOf(stage, page.path, href, posix.basename(url.pathname), link.textContent ?? href);
  if (target === undefined) return [`${at()}: links to ${href}, which is not in the site`];
  const id = decode(url.hash.slice(1));
  const document = pages.get(target)?.document;
  if (!document || !id || id === "top" || document.getElementById(id) || document.getElementsByName(id).length)
    return [];
  return [`${at()}: links to ${href}, but ${target} has no element with the id ${id}`];
}

function checkLoading(stage: Stage, page: SitePage, element: Element, known: Set<string>): string[] {
  const address = element.getAttribute("src") ?? element.getAttribute("href") ?? element.getAttribute("data") ?? "";
  if (element.localName === "link" && naming.has(element.getAttribute("rel") ?? "")) return [];
  if (/^data:/i.test(address)) return [];
  const url = resolveLocal(page.path, address);
  const at = placeOf(stage, page.path, address);
  if (!url)
    return [`${at}: <${element.localName}> loads ${address} from outside the report: put the file beside the page`];
  return findTarget(url, known) === undefined
    ? [`${at}: <${element.localName}> loads ${address}, which is not in the site`]
    : [];
}

/** The address within the site; undefined for one that leads elsewhere. */
function resolveLocal(page: string, address: string): URL | undefined {
  const base = `${origin}/${page}`;
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  return url?.origin === origin ? url : undefined;
}

function findTarget(url: URL, known: Set<string>): string | undefined {
  const path = decode(url.pathname).slice(1);
  const names =
    path === "" || path.endsWith("/") ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
  return names.find((name) => known.has(name));
}

/** An address with a stray percent sign stays as it is. */
function decode(text: string): string {
  return /%(?![0-9a-f]{2})/i.test(text) ? text : decodeURIComponent(text);
}

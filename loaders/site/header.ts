import {currentLink, type NavLink} from "./navigation.ts";

/** What the header says of the report. */
export interface ReportFacts {
  /** Digest of what the report is built from, hexadecimal; its first seven digits are shown. */
  digest: string;
  files: number;
  /** The evidence cell of the number of files, where the warehouse gives one. */
  evidence?: string;
}

export interface HeaderFacts {
  title: string;
  links: NavLink[];
  report?: ReportFacts;
}

/** The header of the page at `path` (such as `/runs`): brand, page links with the current one marked, report digest. */
export function renderHeader({title, links, report}: HeaderFacts, path: string): string {
  const current = currentLink(path);
  const items = links.map(
    (link) =>
      `<a href="${escape(link.path)}"${link.path === current ? ' aria-current="page"' : ""}>${escape(link.name)}</a>`
  );
  return [
    `<a class="skip" href="#observablehq-main">Skip to the content</a>`,
    `<nav class="site" aria-label="Pages"><a class="brand" href="/index">${escape(title)}</a>${items.join("")}`,
    `${report ? renderReport(report) : ""}</nav>`
  ].join("\n");
}

function renderReport({digest, files, evidence}: ReportFacts): string {
  const shown = `${files.toLocaleString("en-US")} ${files === 1 ? "file" : "files"}`;
  const count =
    evidence === undefined
      ? `<span class="name">${shown}</span>`
      : `<a class="value" href="/source?at=${encodeURIComponent(evidence)}" data-raw="${files}" data-evidence="${escape(evidence)}">${shown}</a>`;
  return `<span class="report">report <code class="name">${escape(digest.slice(0, 7))}</code> · ${count}</span>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

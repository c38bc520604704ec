import {parse} from "yaml";

/** What colophon reads from a page's front matter; Framework reads its own keys itself. */
export interface FrontMatter {
  title?: string;
  draft: boolean;
  /** The page uses DuckDB in the browser. */
  duckdb: boolean;
  /** The page uses Arquero's verbs, which compile code. */
  arquero: boolean;
  /** False keeps the page out of the navigation. */
  nav: boolean;
  /** Lines before the page's text, which shift the line numbers that a Markdown parser gives. */
  lines: number;
}

/** Reads the front matter of a page; a page without any has the defaults. */
export function readFrontMatter(text: string): FrontMatter {
  const [block = "", yaml = ""] = /^---[^\S\n]*\r?\n([\s\S]*?)\r?\n?---[^\S\n]*(?:\r?\n|$)/.exec(text) ?? [];
  const data = (yaml ? (parse(yaml) as unknown) : undefined) ?? {};
  const keys = (typeof data === "object" ? data : {}) as Record<string, unknown>;
  return {
    title: typeof keys.title === "string" ? keys.title : undefined,
    draft: keys.draft === true,
    duckdb: keys.duckdb === true,
    arquero: keys.arquero === true,
    nav: keys.nav !== false,
    lines: block.split("\n").length - 1
  };
}

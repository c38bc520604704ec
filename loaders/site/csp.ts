import {createHash} from "node:crypto";
import type {FrontMatter} from "./frontmatter.ts";
import {parsePage} from "./site-page.ts";

/** What a page may do beyond the strict policy, as its front matter declares. */
export type Allowances = Pick<FrontMatter, "arquero" | "duckdb">;

/** Marks the document while it is opened from disk, where a browser refuses to load modules. */
const fromDiskScript = 'if(location.protocol==="file:")document.documentElement.classList.add("from-disk");';
const fromDiskStyle =
  ".from-disk-note{display:none}.from-disk .from-disk-note{display:block;padding:1rem 2rem;border-bottom:2px solid;font:1rem/1.5 system-ui,sans-serif}";
const fromDiskText =
  "This report cannot run from disk: browsers load its modules only from a server. Run <code>npx colophon serve dist</code> and open the address that it prints.";
const withoutScript =
  "This report needs JavaScript to show its tables and figures. It loads nothing from outside its own address.";

/**
 * Completes a page that Framework built: language, free zoom, the note for readers who opened it from disk, and a
 * policy that lets only this page's own scripts run and nothing be fetched from elsewhere.
 */
export function finishPage(html: string, allowances: Allowances): string {
  const head = `<script>${fromDiskScript}</script>\n<style>${fromDiskStyle}</style>`;
  const body = `<p class="from-disk-note" role="note">${fromDiskText}</p>\n<noscript><p class="from-disk-note" style="display:block">${withoutScript}</p></noscript>`;
  const completed = [
    ["<html>", '<html lang="en">'],
    [", maximum-scale=1", ""],
    ['<meta charset="utf-8">', `<meta charset="utf-8">\n${policyMark}\n${head}`],
    // A page's code stands before this point and may hold any text but the end of a script.
    ["</script>\n</head>\n<body>", `</script>\n</head>\n<body>\n${body}`]
  ].reduce((page, [from = "", to = ""]) => replaceOnce(page, from, to), html);
  return completed.replace(policyMark, () => policyElement(completed, allowances));
}

const policyMark = "<!--policy-->";

function replaceOnce(page: string, from: string, to: string): string {
  if (!page.includes(from)) throw new Error(`expected ${from} in the page that Framework rendered, found none`);
  return page.replace(from, () => to);
}

function policyElement(html: string, allowances: Allowances): string {
  const document = parsePage(html);
  const scripts = [...document.querySelectorAll("script:not([src])")].map((script) => script.textContent ?? "");
  const directives = contentPolicy(scripts, allowances, document.querySelector("base") !== null);
  return `<meta http-equiv="Content-Security-Policy" content="${directives}">`;
}

/** The policy for a page with these inline scripts. `ownBase` allows the `base` element that Framework gives a 404 page. */
export function contentPolicy(scripts: string[], {arquero, duckdb}: Allowances, ownBase = false): string {
  const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  const more = [...(arquero ? ["'unsafe-eval'"] : []), ...(duckdb ? ["'wasm-unsafe-eval'"] : [])];
  return [
    "default-src 'none'",
    ["script-src 'self'", ...new Set(hashes), ...more].join(" "),
    "style-src 'self' 'unsafe-inline'",
    // Plot draws rasters and colour ramps as data: images, which fetch nothing.
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    `base-uri ${ownBase ? "'self'" : "'none'"}`,
    "form-action 'none'"
  ].join("; ");
}

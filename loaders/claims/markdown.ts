import {posix} from "node:path";
import {claimInfo, findClaims} from "./block.ts";
import {readCode} from "./cell.ts";
import {readBlocks, type PageText} from "./page.ts";

interface Fence {
  info: string;
  content: string;
}

/** What of markdown-it the plug-in touches; arguments beyond token and index are passed on. */
interface MarkdownParser {
  renderer: {
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rules of any markdown-it, whose types Framework does not publish
    rules: Record<string, ((tokens: any[], index: number, ...rest: any[]) => string) | undefined>;
  };
}

/**
 * A markdown-it plug-in: a claim fence with a statement becomes `<div class="claim-block" data-claim="id"></div>`, which
 * the page's claim cell fills; one without becomes nothing. A fence that is no readable claim stays code: `readClaims`
 * reports it.
 */
export function claimFences<P extends MarkdownParser>(parser: P): P {
  const {rules} = parser.renderer;
  const fallback = rules.fence;
  rules.fence = (tokens, index, ...rest) => {
    const {info, content} = tokens[index] as Fence;
    if (claimInfo(info) === null) return fallback?.(tokens, index, ...rest) ?? "";
    const [claim] = findClaims({path: "", markdown: `\`\`\`\`\`\`\`\`${info}\n${content}\n\`\`\`\`\`\`\`\``}).claims;
    if (!claim) return fallback?.(tokens, index, ...rest) ?? "";
    return claim.statement === null
      ? ""
      : `<div class="claim-block" data-claim="${escapeAttribute(claim.id)}"></div>\n`;
  };
  return parser;
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}

/**
 * The page with a cell at its end that brings `claim` into scope and fills its claim blocks; the page itself where it
 * needs neither. Lines stay where they are. Throws where the page ends inside an open fence or comment.
 */
export function prepareClaimPage(page: PageText): string {
  const {needsClaim, uses} = readCode(page);
  const shown = findClaims(page).claims.filter(({statement}) => statement !== null);
  if (!needsClaim && shown.length === 0) return page.markdown;
  const order = [...shown, ...uses].filter(({id}) => id !== null).sort((a, b) => a.line - b.line);
  const ids = JSON.stringify([...new Set(order.map(({id}) => id))]);
  const registry = posix.join(posix.relative(posix.dirname(page.path), "."), "components/claim-registry.js");
  const names = [needsClaim ? "claimsOnPage" : "", shown.length > 0 ? "fillClaimBlocks" : ""].filter(Boolean);
  const cell = [
    `import {${names.join(", ")}} from "${registry.startsWith(".") ? registry : `./${registry}`}";`,
    ...(needsClaim ? [`const claim = claimsOnPage(${ids});`] : []),
    ...(shown.length > 0 ? [`fillClaimBlocks(document, ${ids});`] : [])
  ].join("\n");
  const markdown = `${page.markdown}${page.markdown.endsWith("\n") ? "" : "\n"}\n\`\`\`js\n${cell}\n\`\`\`\n`;
  checkLast({...page, markdown}, cell);
  return markdown;
}

function checkLast(page: PageText, cell: string): void {
  const last = readBlocks(page).at(-1);
  if (last?.type === "fence" && last.info === "js" && last.content === `${cell}\n`) return;
  const line = last?.line ?? 1;
  throw new Error(
    `${page.path}:${line}: expected every block of the page to be closed, found one open at its end: close the fence or comment that begins here`
  );
}

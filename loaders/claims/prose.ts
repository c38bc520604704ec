import {readBlocks, withoutFrontMatter, type Block, type PageText, type Piece} from "./page.ts";
import {problem, type Problem} from "./problem.ts";

/** A number in a page's prose that no claim binds, as it stands there with its unit. */
export interface UnboundNumber {
  page: string;
  line: number;
  text: string;
}

/** What is not prose: code, times, controls, drawings, values and names. Stands for one word of nothing. */
const gap = "\uFFFC";
const units = [
  "%|‰|×|x|percent|percentage points?|pp|times|fold|-fold",
  "ns|[uµμ]s|ms|s|sec|secs|seconds?|milliseconds?|microseconds?|nanoseconds?|min|mins|minutes?|h|hrs?|hours?|days?|weeks?",
  "[kKMGTP]?i?B|[kKMGT]?bit|bytes?|[kKMGT]?i?B/s|[kMGT]?Hz|fps|[kMGTP]?FLOPS?|[kMGTP]?FLOP/s",
  "[A-Za-z]+/(?:s|sec|second|min|h|step|GPU)",
  "[kmM]?W|[kM]?Wh|J|kJ|°C?|rad|mm|cm|m|km|kg|ULPs?|ulps?|dB"
].join("|");
const number = String.raw`[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?`;
const score = String.raw`${number}\s?(?:\/\s?|of\s)(?:the\s)?\d+(?![\w/]|[.,]\d)`;
const measured = String.raw`${number}(?:[\s\u00a0-]?(?:${units}))(?![\w/])(?!\s?\d)`;
const claimLike = new RegExp(String.raw`(?<![\w./,:#-]|\d[–-])(?:${score}|${measured})`, "g");
const decade = /^(?:1\d|20)\d0s$/;

/** Numbers with a unit, ×, % or a score (n/m, n of m) that a page states in words and no claim binds. */
export function findUnboundNumbers(page: PageText): UnboundNumber[] {
  const blocks = readBlocks(page).filter(({type}) => type !== "fence");
  const texts = [titleOf(page), ...blocks.map((block) => ({line: block.line, text: proseOf(block)}))];
  return texts.flatMap(({line, text}) =>
    [...text.matchAll(claimLike)]
      .filter(([found]) => !decade.test(found))
      .map((match) => ({
        page: page.path,
        line: line + text.slice(0, match.index).split("\n").length - 1,
        text: match[0].replace(/\s+/g, " ")
      }))
  );
}

/** What `prose: "strict"` says of them. */
export function proseProblems(unbound: UnboundNumber[]): Problem[] {
  return unbound.map(({page, line, text}) =>
    problem(
      page,
      line,
      "every number in prose bound to a claim",
      `"${text}"`,
      'define a claim and write ${claim("id")} in its place, or put it in code marks where it is a name'
    )
  );
}

function titleOf(page: PageText): {line: number; text: string} {
  const {front} = withoutFrontMatter(page.markdown);
  const lines = front.split("\n");
  const at = lines.findIndex((line) => /^title:/.test(line));
  return {line: at + 1, text: at < 0 ? "" : lines[at]!.replace(/^title:/, "")};
}

/** A block's words with everything else taken out, line breaks kept. */
function proseOf({children}: Block): string {
  let link = false;
  let html = "";
  for (const piece of children) {
    if (piece.type === "link_open") link = piece.markup === "linkify" || piece.markup === "autolink";
    if (piece.type === "link_close") link = false;
    html += link ? gap : htmlOf(piece);
  }
  return withoutMarkup(html);
}

function htmlOf({type, content}: Piece): string {
  if (type === "softbreak" || type === "hardbreak") return "\n";
  if (type === "text" || type === "image") return content.replaceAll("<", gap);
  if (type === "html_inline" || type === "html_block") return content;
  return type === "code_inline" || type === "placeholder" ? gap + content.replace(/[^\n]+/g, "") : "";
}

/** From the opening to the matching closing mark of what is not prose. */
const bound = /<!--\s*claim\s[^>]*-->[\s\S]*?<!--\s*\/claim\s*-->/g;
const comment = /<!--[\s\S]*?(?:-->|$)/g;
const element =
  /<(script|style|code|pre|kbd|samp|var|time|svg|select|button|option|textarea|title)\b[\s\S]*?<\/\1\s*>|<(\w+)\b[^>]*\bclass\s*=\s*["']?[^"'>]*\b(?:value|name)\b[\s\S]*?<\/\2\s*>/gi;
const tag = /<\/?[a-z!][^>]*>/gi;
const entities: Record<string, string> = {
  "&nbsp;": "\u00a0",
  "&times;": "×",
  "&#215;": "×",
  "&percnt;": "%",
  "&minus;": "−",
  "&thinsp;": "\u2009"
};

function withoutMarkup(html: string): string {
  const hidden = (marked: string) => gap + marked.replace(/[^\n]+/g, "");
  let text = html;
  for (const pattern of [bound, comment, element]) text = text.replace(pattern, hidden);
  return text
    .replace(tag, (marked) => marked.replace(/[^\n]+/g, ""))
    .replace(/&#?\w+;/g, (entity) => entities[entity] ?? gap);
}

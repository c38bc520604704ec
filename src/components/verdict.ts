import {element} from "./element.js";
import type {Child} from "./element.js";

export type Verdict = "pass" | "fail" | "undecided" | "no-evidence" | "not-applicable";

interface Words {
  sign: string;
  check: string;
  claim: string;
}

/** The five verdicts, their signs, and their words for a check and for a claim. Colour never stands alone. */
export const verdicts = {
  pass: {sign: "✓", check: "pass", claim: "supported"},
  fail: {sign: "✕", check: "fail", claim: "contradicted"},
  undecided: {sign: "?", check: "undecided", claim: "undecided"},
  "no-evidence": {sign: "○", check: "no evidence", claim: "no evidence"},
  "not-applicable": {sign: "–", check: "not applicable", claim: "not applicable"}
} as const satisfies Record<Verdict, Words>;

/** Worst first: the order of a table sorted by verdict. */
export const verdictOrder: readonly Verdict[] = ["fail", "undecided", "no-evidence", "pass", "not-applicable"];

/** Reads one of the five. Throws on any other word: a verdict that nobody defined must not look like one. */
export function parseVerdict(word: unknown): Verdict {
  if (typeof word === "string" && Object.hasOwn(verdicts, word)) return word as Verdict;
  throw new Error(`expected a verdict (${Object.keys(verdicts).join(", ")}), found ${JSON.stringify(word)}`);
}

export interface VerdictOptions {
  /** `check` says pass and fail, `claim` says supported and contradicted. */
  words?: "check" | "claim";
  /** Stands in place of the word: "5 of 5", with values inside. */
  children?: Child;
  /** Without a border, for tables. */
  plain?: boolean;
  /** Shown on hover and read out: what would decide it. */
  title?: string;
}

/**
 * A verdict with its sign.
 * @example verdict("fail") // ✕ fail
 * @example verdict("pass", {plain: true, children: ["5 of ", value(5, "1f3a:9")]})
 */
export function verdict(word: string, {words = "check", children, plain, title}: VerdictOptions = {}): HTMLElement {
  const kind = parseVerdict(word);
  const {sign} = verdicts[kind];
  const name = verdicts[kind][words];
  const hidden = children ? element("span", {class: "unseen"}, `${name}: `) : null;
  return element(
    "span",
    {class: `verdict ${kind}${plain ? "" : " chip"}`, title},
    element("span", {class: "sign", "aria-hidden": "true"}, sign),
    " ",
    hidden,
    children ?? name
  );
}

/** The five signs with their words, for a margin note beside a table of verdicts. @example verdictKey() */
export function verdictKey(words: "check" | "claim" = "check"): HTMLElement {
  const keys = Object.keys(verdicts).map((v) => element("li", null, verdict(v, {words, plain: true})));
  return element("ul", {class: "verdict-key"}, keys);
}

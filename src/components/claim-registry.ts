import {FileAttachment} from "observablehq:stdlib";
import {renderClaim} from "./claim.js";
import type {ClaimRecord} from "./claim.js";
import {element, fragment} from "./element.js";

/** A claim as the build decided it; `expect` is the expectation as written. */
type DecidedClaim = ClaimRecord & {expect: string; statement: string | null};

const decided = await FileAttachment("../data/claims.json").json<DecidedClaim[]>();
const records = new Map(decided.map((record) => [record.id, {...record, expectation: record.expect}]));

function getRecord(id: string): DecidedClaim {
  const record = records.get(id);
  if (record) return record;
  throw new Error(`expected a claim "${id}", found ${records.size} claims without it: define it in a claim block`);
}

/**
 * `claim(id)` for one page. `order` holds the page's claims as they are read, so that their numbers do not depend on
 * which cell runs first; others are numbered behind them.
 * @example const claim = claimsOnPage(["train-time"]); claim("train-time") // 38.5 min ¹ ✓ supported
 */
export function claimsOnPage(order: readonly string[]): (id: string) => HTMLElement {
  const ordinals = new Map(order.map((id, i) => [id, i + 1]));
  return (id) => {
    const record = getRecord(id);
    if (!ordinals.has(id)) ordinals.set(id, ordinals.size + 1);
    return renderClaim(record, ordinals.get(id)!);
  };
}

/** `claim(id)` for a page that imports it by hand: numbered as it is called. */
export const claim = claimsOnPage([]);

/** Puts into each claim block of `root` its statement, with the claim in the place of `{value}` or behind the words. */
export function fillClaimBlocks(root: ParentNode, order: readonly string[]): void {
  const show = claimsOnPage(order);
  for (const block of root.querySelectorAll<HTMLElement>(".claim-block[data-claim]")) {
    const id = block.dataset.claim ?? "";
    const [before = "", after = ""] = splitStatement(getRecord(id).statement ?? "");
    block.replaceChildren(element("p", null, fragment(before, show(id), after)));
  }
}

function splitStatement(statement: string): [string, string] {
  const at = statement.indexOf("{value}");
  if (at >= 0) return [statement.slice(0, at), statement.slice(at + "{value}".length)];
  return [statement === "" ? "" : `${statement} `, ""];
}

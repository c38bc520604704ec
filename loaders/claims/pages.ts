import {posix} from "node:path";
import {findClaims, type Claim} from "./block.ts";
import {readCode, type ClaimUse} from "./cell.ts";
import type {PageText} from "./page.ts";
import {problem, type Problem} from "./problem.ts";

/** A claim whose SQL is at hand. */
export type RunnableClaim = Claim & {query: string};

/** All claims of all pages. Where `problems` is not empty the report must not be built. */
export interface ClaimsOfPages {
  claims: RunnableClaim[];
  uses: ClaimUse[];
  problems: Problem[];
}

/**
 * Reads the claims of all pages and checks them against each other. `readQuery` gives the text of a query file by its
 * path from the pages' root, null where there is none.
 */
export function readClaims(pages: PageText[], readQuery: (path: string) => string | null): ClaimsOfPages {
  const found = pages.map(findClaims);
  const uses = pages.flatMap((page) => readCode(page).uses);
  const claims = found.flatMap((page) => page.claims);
  const problems = found.flatMap((page) => page.problems);
  const runnable: RunnableClaim[] = [];
  for (const claim of claims) {
    const query = claim.query ?? readQuery(queryPath(claim));
    if (query !== null) runnable.push({...claim, query});
    else
      problems.push(
        problem(
          claim.page,
          claim.line,
          `a query file for claim "${claim.id}"`,
          `no ${queryPath(claim)}`,
          "name it relative to the page, as FileAttachment does"
        )
      );
  }
  const ids = found.flatMap((page) => page.ids);
  const all = [...problems, ...duplicates(claims), ...unknownUses(uses, ids)];
  return {claims: runnable, uses, problems: all.sort((a, b) => compare(a.page, b.page) || a.line - b.line)};
}

function queryPath({page, file}: Claim): string {
  return posix.normalize(posix.join(posix.dirname(page), file ?? ""));
}

function duplicates(claims: Claim[]): Problem[] {
  const first = new Map<string, Claim>();
  return claims.flatMap((claim) => {
    const other = first.get(claim.id);
    first.set(claim.id, other ?? claim);
    return other
      ? [
          problem(
            claim.page,
            claim.line,
            `one claim "${claim.id}"`,
            `another at ${other.page}:${other.line}`,
            "give one of them an id of its own"
          )
        ]
      : [];
  });
}

function unknownUses(uses: ClaimUse[], ids: string[]): Problem[] {
  return uses.flatMap(({page, line, id}) => {
    if (id === null)
      return [
        problem(
          page,
          line,
          'claim("id")',
          "an id that is computed",
          "write it in quotes, so that the build can check it"
        )
      ];
    if (ids.includes(id)) return [];
    const near = nearest(id, ids);
    return [
      problem(
        page,
        line,
        `a claim block "${id}"`,
        "none on any page",
        near ? `did you mean "${near}"?` : `define it with \`\`\`claim ${id}`
      )
    ];
  });
}

/** The id with the smallest edit distance, if that is at most a third of its length. */
function nearest(id: string, ids: string[]): string | null {
  const ranked = ids
    .map((other) => ({other, distance: editDistance(id, other)}))
    .sort((a, b) => a.distance - b.distance || compare(a.other, b.other));
  const best = ranked[0];
  return best && best.distance <= Math.max(1, Math.floor(id.length / 3)) ? best.other : null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

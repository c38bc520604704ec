import {posix} from "node:path";
import {readBindings, type Bindings, type BoundNumber} from "./binding.ts";
import {findClaims, type Claim} from "./block.ts";
import {readCode, type ClaimUse} from "./cell.ts";
import type {PageText} from "./page.ts";
import {problem, type Problem} from "./problem.ts";

/** A claim whose SQL is at hand. */
export type RunnableClaim = Claim & {query: string};

/** A number bound by comments, with the claim that it states. */
export type ClaimedNumber = BoundNumber & {claim: RunnableClaim};

/** All claims of all pages. Where `problems` is not empty the report must not be built. */
export interface ClaimsOfPages {
  claims: RunnableClaim[];
  /** Of all claim blocks, readable or not. */
  ids: string[];
  uses: ClaimUse[];
  numbers: ClaimedNumber[];
  problems: Problem[];
}

/** The text of a query file, null where there is none. */
export type ReadQuery = (path: string) => string | null;

/**
 * Reads the claims of all pages and checks them against each other. `readQuery` takes paths from the pages' root.
 */
export function readClaims(pages: PageText[], readQuery: ReadQuery): ClaimsOfPages {
  const found = pages.map(findClaims);
  const uses = pages.flatMap((page) => readCode(page).uses);
  const bindings = pages.map(readBindings);
  const {claims, problems} = withQueries(
    found.flatMap((page) => page.claims),
    readQuery
  );
  const ids = found.flatMap((page) => page.ids);
  const {numbers, problems: unknown} = resolveNumbers(bindings, claims, ids, "define it with ```claim");
  const all = [
    ...found.flatMap((page) => page.problems),
    ...problems,
    ...duplicates(found.flatMap((page) => page.claims)),
    ...unknownUses(uses, ids),
    ...unknown,
    ...pages.flatMap(({path}, i) => definedByComment(path, bindings[i]!))
  ];
  return {claims, ids, uses, numbers, problems: sorted(all)};
}

/**
 * Reads a Markdown text that is no page: its numbers state claims that its own comments define, or `shared` ones, those
 * of pages. `readQuery` takes paths from the root that the document's own path is relative to.
 */
export function readDocument(
  document: PageText,
  shared: Pick<ClaimsOfPages, "claims" | "ids">,
  readQuery: ReadQuery
): Pick<ClaimsOfPages, "claims" | "numbers" | "problems"> {
  const bindings = readBindings(document);
  const own = bindings.definitions.flatMap(({claim}) => claim ?? []);
  const {claims, problems} = withQueries(own, readQuery);
  const ids = [...bindings.definitions.map(({id}) => id), ...shared.ids];
  const remedy = "define it with <!-- claim-definition";
  const {numbers, problems: unknown} = resolveNumbers([bindings], [...claims, ...shared.claims], ids, remedy);
  const repeated = duplicates([...shared.claims, ...own]).filter(({page}) => page === document.path);
  return {claims, numbers, problems: sorted([...problems, ...repeated, ...unknown, ...bindings.problems])};
}

function sorted(problems: Problem[]): Problem[] {
  return problems.sort((a, b) => compare(a.page, b.page) || a.line - b.line);
}

function withQueries(claims: Claim[], readQuery: ReadQuery): {claims: RunnableClaim[]; problems: Problem[]} {
  const runnable: RunnableClaim[] = [];
  const problems: Problem[] = [];
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
  return {claims: runnable, problems};
}

/** Numbers whose claims are at hand; one that cannot be read is reported where it is defined. */
function resolveNumbers(
  bindings: Bindings[],
  claims: RunnableClaim[],
  ids: string[],
  remedy: string
): {numbers: ClaimedNumber[]; problems: Problem[]} {
  const byId = new Map([...claims].reverse().map((claim) => [claim.id, claim]));
  const known = new Set(ids);
  const numbers = bindings.flatMap(({numbers: bound}) => bound);
  return {
    numbers: numbers.flatMap((number) => {
      const claim = byId.get(number.id);
      return claim ? [{...number, claim}] : [];
    }),
    problems: numbers.filter(({id}) => !known.has(id)).map(({page, line, id}) => unknownId(page, line, id, ids, remedy))
  };
}

function definedByComment(path: string, {definitions, problems}: Bindings): Problem[] {
  return [
    ...problems,
    ...definitions.map(({id, line}) =>
      problem(
        path,
        line,
        "a page's claims in claim blocks",
        `claim-definition "${id}"`,
        `write it as \`\`\`claim ${id}`
      )
    )
  ];
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
    return [unknownId(page, line, id, ids, "define it with ```claim")];
  });
}

function unknownId(page: string, line: number, id: string, ids: string[], remedy: string): Problem {
  const near = nearest(id, ids);
  const hint = near ? `did you mean "${near}"?` : `${remedy} ${id}`;
  return problem(page, line, `a claim block "${id}"`, "none on any page", hint);
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

import {rewrite} from "../claims/bound-number.ts";
import {decideBound} from "../claims/evaluate.ts";
import type {ClaimedNumber, RunnableClaim} from "../claims/pages.ts";
import type {Problem} from "../claims/problem.ts";
import type {Failure} from "../failure.ts";
import type {Verdict} from "../rows.ts";
import type {CheckContext} from "./check.ts";
import {nameOf, readParts, type Part} from "./claim-parts.ts";
import {ClaimQueries, type DecidedClaim} from "./claim-query.ts";
import type {Fix, Judgement} from "./judgement.ts";

type Place = Pick<Judgement, "file" | "line">;
type Decided = DecidedClaim | Failure;

/** Decides every claim of the pages and of the documents, and every number that their comments bind. */
export async function judgeClaims(context: CheckContext): Promise<Judgement[]> {
  const queries = await ClaimQueries.open(context.reader, context.guard);
  const decided = new Map<RunnableClaim, Decided>();
  let judgements: Judgement[] = [];
  for (const part of readParts(context)) {
    const placeOf = ({page, line}: {page: string; line: number}): Place => ({
      file: nameOf(context.root, part.source(page).path),
      line
    });
    for (const claim of part.claims) decided.set(claim, await queries.decide(claim));
    judgements = judgements.concat(
      part.problems.map((problem) => ofProblem("claim", "undecided", problem, placeOf(problem))),
      part.unbound.map((problem) => ofProblem("prose", "no-evidence", problem, placeOf(problem))),
      part.claims.map((claim) => ofClaim(claim, decided.get(claim)!, placeOf(claim))),
      part.numbers.map((number) => ofNumber(number, decided.get(number.claim)!, part, placeOf(number)))
    );
  }
  return judgements;
}

function ofProblem(kind: string, verdict: Verdict, {expected, found, remedy}: Problem, place: Place): Judgement {
  return {kind, id: "", ...place, verdict, expected, why: `found ${found}`, evidence: null, remedy};
}

const remedies: Record<Verdict, string> = {
  pass: "",
  fail: "correct the statement with its expectation, or what it rests on",
  undecided: "correct the query or the expectation",
  "no-evidence": "read what it rests on, or correct the query",
  "not-applicable": ""
};

function ofClaim({id, expectation}: RunnableClaim, decided: Decided, place: Place): Judgement {
  const head = {kind: "claim", id, ...place, expected: expectation.text};
  if (!("verdict" in decided))
    return {
      ...head,
      verdict: "undecided",
      why: decided.message.replace(/\s+/g, " "),
      evidence: null,
      remedy: "correct the query"
    };
  const {verdict, why, origin} = decided;
  return {...head, verdict, why, evidence: origin, remedy: remedies[verdict]};
}

function ofNumber(number: ClaimedNumber, decided: Decided, part: Part, place: Place): Judgement {
  const {id, written} = number;
  const head = {kind: "number", id, ...place, expected: written.text};
  const first = "correct its claim first";
  if (!("verdict" in decided))
    return {...head, verdict: "undecided", why: "its claim's query does not run", evidence: null, remedy: first};
  const {verdict, why} = decideBound(number, decided);
  const judgement = {...head, verdict, why, evidence: decided.origin};
  if (verdict === "pass") return {...judgement, remedy: ""};
  if (decided.verdict !== "pass") return {...judgement, remedy: first};
  const fix = verdict === "fail" ? fixOf(number, decided, part) : undefined;
  if (fix) return {...judgement, fix, remedy: `run colophon check --fix, or write ${fix.after.trim()}`};
  return {...judgement, remedy: verdict === "fail" ? "write what was found" : "correct the text or the query"};
}

function fixOf({page, from, to}: ClaimedNumber, found: DecidedClaim, part: Part): Fix | undefined {
  const {path, markdown} = part.source(page);
  const before = markdown.slice(from, to);
  const after = rewrite(before, found);
  return after === null ? undefined : {path, from, to, before, after};
}

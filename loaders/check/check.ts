import type {Guard} from "../evidence/page-query.ts";
import type {Rule} from "../rules/rule.ts";
import type {Reader} from "../warehouse/reader.ts";
import {judgeClaims} from "./claims.ts";
import type {Document} from "./document.ts";
import {applyFixes} from "./fix.ts";
import type {Judgement} from "./judgement.ts";
import {judgeRules} from "./rules.ts";

/** What there is to check, and on which warehouse. */
export interface CheckContext {
  /** The project's folder. */
  root: string;
  /** Folders of pages; a later one stands for the same path of an earlier one. */
  pagesFrom: string[];
  /** Markdown beside the pages. */
  documents: Document[];
  prose: "list" | "strict";
  rules: Rule[];
  reader: Reader;
  guard: Guard;
}

/** Whatever decides something gives its judgements here. */
const sources: ((context: CheckContext) => Promise<Judgement[]>)[] = [judgeClaims, judgeRules];

/** Everything that was decided, by file and line. */
export async function check(context: CheckContext): Promise<Judgement[]> {
  const judgements: Judgement[][] = [];
  for (const judge of sources) judgements.push(await judge(context));
  return judgements.flat().sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}

/** Rewrites what drifted. Gives the judgements as they are then, and those that were mended. */
export function mend(judgements: Judgement[]): {judgements: Judgement[]; fixed: Judgement[]} {
  const fixed = judgements.filter(({fix}) => fix);
  applyFixes(fixed.flatMap(({fix}) => fix ?? []));
  return {
    judgements: judgements.map((judgement) =>
      judgement.fix ? {...judgement, verdict: "pass", expected: judgement.fix.after.trim(), remedy: ""} : judgement
    ),
    fixed
  };
}

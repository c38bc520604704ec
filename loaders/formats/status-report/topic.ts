import {unnumbered, withoutMarks} from "./markup.ts";

export type Topic =
  | "repo map"
  | "capability"
  | "maturity"
  | "finding"
  | "patch"
  | "gate"
  | "checklist"
  | "deferred"
  | "error"
  | "question"
  | "phase";

/** What a section of a status report is about, by its title in lower case without number, markup and emoji. */
const titles = [
  {topic: "repo map", title: /^repo(sitory)? map\b/},
  {topic: "capability", title: /^capabilit(y|ies) (audit|matrix|table|status|follow-through)\b/},
  {topic: "maturity", title: /^low maturity\b/},
  {topic: "finding", title: /^(high[- ]signal )?findings\b|^key gaps\b/},
  {topic: "patch", title: /^(minimal )?atomic diffs?\b/},
  {topic: "gate", title: /^(local )?(tests|checks) (&|and) gates\b|^(quality )?gates( summary)?$/},
  {topic: "checklist", title: /^[\w -]*\bchecklist\b|^reproducibility\b|^ml test score\b/},
  {topic: "deferred", title: /^deferred\b|^outstanding$/},
  {topic: "error", title: /^error captures?\b/},
  {topic: "question", title: /^outstanding [\w ]*\bquestions$/},
  {topic: "phase", title: /^phase results\b/}
] as const satisfies {topic: Topic; title: RegExp}[];

/** The topic a title names, or null: topicOf("## 3) High-Signal Findings") is "finding". */
export function topicOf(title: string): Topic | null {
  const name = unnumbered(withoutMarks(title)).toLowerCase().slice(0, 200);
  return titles.find((entry) => entry.title.test(name))?.topic ?? null;
}

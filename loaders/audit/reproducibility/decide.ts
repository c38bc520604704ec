import {isUsed, placeText, pointerAt, sorted, useOf, type Found, type Pointer} from "../survey/evidence.ts";
import type {Survey} from "../survey/survey.ts";
import type {Item} from "./items.ts";

export type Verdict = "pass" | "fail" | "undecided" | "no-evidence" | "not-applicable";

export interface ItemVerdict {
  item: string;
  verdict: Verdict;
  reason: string;
  pointers: Pointer[];
}

const shown = 3;

/** The verdict of an item by the rule that items.ts states. */
export function decideItem(item: Item, survey: Survey): ItemVerdict {
  const product = ({role}: {role: string}): boolean => role === "product" || role === "benchmark";
  const about = survey.found(item.about, product);
  const speaksFor = survey.found(item.speaksFor, product);
  const elsewhere = survey.found(item.speaksFor, (file) => !product(file));
  const against = survey.found(item.against, product);
  const used = speaksFor.filter(
    (place) => isUsed(useOf(survey.usage, place)) || place.trace.line === 1 || !isCode(place)
  );
  const {verdict, reason} = verdictOf(item, {about, speaksFor, elsewhere, against, used}, survey);
  const cited = [
    ...(used.length > 0 ? used : speaksFor.length > 0 ? speaksFor : verdict === "undecided" ? elsewhere : []).slice(
      0,
      shown
    ),
    ...against.slice(0, shown)
  ];
  const uses = used.slice(0, shown).flatMap((place) => usePointer(place, survey));
  return {
    item: item.item,
    verdict,
    reason,
    pointers: sorted(
      [...cited.map(({file, trace, sign}) => pointerAt("exists", file, trace.line, sign)), ...uses],
      ["exists", "referenced", "executed"]
    )
  };
}

interface Places {
  about: Found[];
  speaksFor: Found[];
  elsewhere: Found[];
  against: Found[];
  used: Found[];
}

function verdictOf(
  item: Item,
  {about, speaksFor, elsewhere, against, used}: Places,
  survey: Survey
): {verdict: Verdict; reason: string} {
  if (survey.codeFiles === 0)
    return {verdict: "undecided", reason: "no file of code counts, so there is nothing to decide it on"};
  if (item.about.length > 0 && about.length === 0 && speaksFor.length === 0)
    return {verdict: "not-applicable", reason: `it is about ${named(item.about)}, and none is found`};
  if (against.length > 0 && speaksFor.length === 0)
    return {
      verdict: "fail",
      reason: `${item.against.find(({sign}) => sign === against[0]!.sign)!.against}: ${listed(against)}`
    };
  if (against.length > 0)
    return {
      verdict: "undecided",
      reason: `for it: ${listed(speaksFor)}; against it: ${listed(against)}: a run's own log must say which held`
    };
  if (used.length > 0) return {verdict: "pass", reason: `${used[0]!.sign} in a file that is used: ${listed(used)}`};
  if (speaksFor.length > 0)
    return {
      verdict: "undecided",
      reason: `${speaksFor[0]!.sign} at ${listed(speaksFor)}, and nothing that counts imports, runs or documents that file`
    };
  if (elsewhere.length > 0)
    return {verdict: "undecided", reason: `only in tests, examples and documents: ${listed(elsewhere)}`};
  return {verdict: "no-evidence", reason: `none of this is found: ${named(item.speaksFor)}`};
}

function isCode({file}: Found): boolean {
  return file.language?.kind === "code";
}

function named(signals: readonly {sign: string}[]): string {
  return [...new Set(signals.map(({sign}) => sign))].join(", ");
}

function listed(found: readonly Found[]): string {
  const more = found.length > shown ? ` and ${found.length - shown} more` : "";
  return (
    found
      .slice(0, shown)
      .map(({file, trace}) => placeText({path: file.path, line: trace.line}))
      .join(", ") + more
  );
}

function usePointer(place: Found, survey: Survey): Pointer[] {
  const {importer, document, step, script} = useOf(survey.usage, place);
  if (importer)
    return [pointerAt("referenced", survey.file(importer.path), importer.line, `imports ${place.file.path}`)];
  const run = step ?? script ?? document;
  if (!run) return [];
  return [
    pointerAt(
      run === document ? "referenced" : "executed",
      survey.file(run.command.path),
      run.command.line,
      `a ${run.command.place} runs ${run.through}`
    )
  ];
}

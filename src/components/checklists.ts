import {isDecided, standardsOf} from "./checklist-rows.js";
import type {Check, CheckScore, Standard} from "./checklist-rows.js";
import {element, fragment} from "./element.js";
import type {Child} from "./element.js";
import {empty} from "./empty.js";
import {table} from "./table.js";
import {sourceHref, text, value} from "./value.js";
import {parseVerdict, verdict, verdictKey} from "./verdict.js";

/** Every checklist with its coverage and its verdicts; the empty state where nothing decides any item. */
export function checklists(checks: readonly Check[], scores: readonly CheckScore[]): HTMLElement {
  if (!isDecided(scores))
    return empty(
      "Nothing that was read decides an item of a checklist. Training logs with seed, commit, configuration and environment do; so do MLPerf logs, JUnit files and lists of components.",
      "npx colophon build --input path/to/logs --out dist"
    );
  const standards = standardsOf(checks, scores);
  return element(
    "div",
    {class: "wide checks"},
    standards.map(standardPart),
    element("div", {class: "below"}, verdictKey())
  );
}

function standardPart({name, checks, scores, applies}: Standard): DocumentFragment {
  const heading = element("h3", null, element("span", {class: "name"}, name));
  if (!applies) return fragment(heading, element("p", null, "Nothing that was read is what it speaks of."));
  return fragment(heading, scores.map(coverageLine), checkTable(name, checks));
}

/** "Score of data 0 of 7, the least of the sums of its sections; 4 of 28 items decidable: 3 hold." */
function coverageLine(score: CheckScore): HTMLElement {
  const {decided, decided_evidence, items, holding, holding_evidence} = score;
  return element(
    "p",
    {class: "coverage"},
    scoreWords(score),
    value(decided, decided_evidence, {digits: 0}),
    element("span", {class: "name"}, ` of ${items} items decidable`),
    ": ",
    value(holding, holding_evidence, {digits: 0}),
    holding === 1 ? " holds." : " hold."
  );
}

function scoreWords({subject, score, score_evidence, most}: CheckScore): Child {
  if (score === null) return null;
  return [
    subject === null ? "Score " : ["Score of ", text(subject, {mono: true}), " "],
    value(score, score_evidence),
    element("span", {class: "name"}, ` of ${most}`),
    ", the least of the sums of its sections; "
  ];
}

function checkTable(name: string, checks: readonly Check[]): HTMLElement {
  return table(checks, {
    caption: name,
    quiet: true,
    columns: [
      {key: "title", label: "item", kind: "text", evidence: null, width: "16rem"},
      {key: "verdict", label: "verdict", kind: "verdict", width: "8rem", render: verdictCell},
      {
        key: "subject",
        label: "subject",
        kind: "name",
        evidence: null,
        width: "11rem",
        reason: "it speaks of no one run"
      },
      {key: "value", label: "found", kind: "number", align: "right", width: "6rem", render: foundCell},
      {key: "why", label: "why, and what to do", kind: "text", evidence: null, width: "22rem", render: whyCell}
    ],
    filter: checks.length > 8,
    limit: 8,
    wide: true
  });
}

function verdictCell({verdict: word, severity}: Check): HTMLElement {
  return verdict(parseVerdict(word), {title: word === "fail" ? `${severity}: colophon check` : undefined});
}

/** The number that decides, as a link to its evidence; where the evidence is no number, the link alone. */
function foundCell({value: found, evidence}: Check): Child {
  if (found === null && evidence) return text("its lines", {href: sourceHref(evidence)});
  return value(found, evidence, {reason: "nothing was found"});
}

/** The reason; where it does not hold, what to do about it. */
function whyCell({verdict: word, why, remedy}: Check): Child {
  const done = word === "pass" || word === "not-applicable";
  return [text(why), done ? null : element("span", {class: "name"}, ` – ${remedy}`)];
}

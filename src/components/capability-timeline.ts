import {bySubject, timelineRows} from "./capability-rows.js";
import type {CapabilityRow} from "./capability-rows.js";
import {element, fragment} from "./element.js";
import {figure} from "./figure.js";
import type {SqlSource} from "./figure.js";
import {countOf} from "./headline.js";
import type {Overview} from "./headline.js";
import {note} from "./note.js";
import {sentence} from "./sentence.js";
import type {Sentence} from "./sentence.js";
import {timeline} from "./timeline.js";
import {text} from "./value.js";

/** The page's heading: what the audits state, and how they move. */
export function capabilityHeadline(facts: Overview): Sentence {
  const {capabilities, audits, all_falls, all_rises, falls, compared, date, date_before} = facts;
  if (audits === 0) return ["no audit has been read"];
  if (capabilities === 0)
    return [countOf(facts, "audits"), audits === 1 ? " audit" : " audits", " without a capability table"];
  if (falls > 0 && date && date_before) {
    const noun = compared === 1 ? " capability falls" : " capabilities fall";
    return [
      countOf(facts, "falls"),
      " of ",
      countOf(facts, "compared"),
      noun,
      " between ",
      {day: date_before},
      " and ",
      {day: date}
    ];
  }
  if (all_falls + all_rises > 0)
    return [
      countOf(facts, "all_falls"),
      " statuses fall and ",
      countOf(facts, "all_rises"),
      " rise from audit to audit"
    ];
  return [
    countOf(facts, "capabilities"),
    " capability statuses in ",
    countOf(facts, "audits"),
    audits === 1 ? " audit" : " audits"
  ];
}

/** How names were merged, and which audits have no place in time. */
function mergingWords(rows: readonly CapabilityRow[]): Node[] {
  const undated = [...new Set(rows.filter(({date}) => !date).map(({path}) => path))];
  const left = undated.flatMap((path, i) => [i ? ", " : "", text(path, {mono: true})]);
  const merged = element(
    "p",
    null,
    "Names that mean the same are one row, by a built-in table that ",
    element("code", null, "aliases"),
    " in the configuration extends; the tables below keep each name as written."
  );
  return left.length ? [merged, element("p", null, "Without a date, so not in the figure: ", left, ".")] : [merged];
}

/** The moves over all audits, unless the page's heading says them already. */
function movesTitle(facts: Overview): Node {
  const {all_falls, all_rises, falls} = facts;
  if (falls === 0 && all_falls + all_rises > 0) return sentence(["the same capabilities, audit after audit"]);
  if (all_falls + all_rises === 0) return sentence(["no status changes from one audit to the next"]);
  return sentence([
    countOf(facts, "all_falls"),
    all_falls === 1 ? " status falls, " : " statuses fall, ",
    countOf(facts, "all_rises"),
    all_rises === 1 ? " rises" : " rise",
    " from one audit to the next"
  ]);
}

/** A timeline wider than its box begins at its latest audit; the names stay in view. */
function showLatest(drawn: HTMLElement): void {
  const box = drawn.querySelector(".timeline .scroll");
  if (!box) return;
  const observer = new ResizeObserver(() => {
    if (box.clientWidth === 0) return;
    box.scrollLeft = box.scrollWidth;
    observer.disconnect();
  });
  observer.observe(box);
}

function oneTimeline(rows: readonly CapabilityRow[], title: Node, sql: SqlSource): Node | null {
  const shown = timelineRows(rows);
  if (shown.length === 0) return null;
  const wide = new Set(shown.map(({audit_id}) => audit_id)).size > 4;
  const words = mergingWords(rows);
  const drawn = figure({
    title,
    sub: "Status as written, normalised; an arrow where it differs from the last audit that spoke of it; hatched where an audit is silent. Each word opens its line.",
    chart: timeline(shown, {caption: "Capabilities over audits"}),
    name: "capabilities",
    sql,
    rows: shown.map((row) => ({...row})),
    note: wide ? undefined : note(words),
    wide
  });
  showLatest(drawn);
  return wide ? fragment(drawn, element("div", {class: "remark"}, words)) : drawn;
}

/** One figure for each subject: audits of different things are not compared. */
export function capabilityTimelines(facts: Overview, rows: readonly CapabilityRow[], sql: SqlSource): DocumentFragment {
  const subjects = bySubject(rows);
  if (subjects.length === 1) return fragment(oneTimeline(rows, movesTitle(facts), sql));
  return fragment(subjects.map(({subject, rows: own}) => oneTimeline(own, fragment("Audits of ", text(subject)), sql)));
}

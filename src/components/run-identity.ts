import {element} from "./element.js";
import type {Child} from "./element.js";
import {cutLongWords} from "./long-word.js";
import {runHref} from "./run-rows.js";
import type {RunRow} from "./run-rows.js";
import {runStatus} from "./run-status.js";
import {sourceHref, text, time, value} from "./value.js";
import type {Evidence} from "./value.js";

/** A logged word as a link to its line; a dash with the reason where nobody logged it. */
function said(word: string | null, evidence: Evidence, reason: string, mono = false): HTMLElement {
  if (word === null || word === "") return element("span", {class: "value missing", title: reason}, reason);
  if (!evidence) return text(word, {mono});
  const shown = cutLongWords(word);
  const attributes = {
    class: `value name${mono ? " mono" : ""}`,
    href: sourceHref(evidence),
    "data-raw": word,
    "data-evidence": evidence
  };
  return element("a", {...attributes, title: shown === word ? null : word}, shown);
}

function commit({commit: id, commit_evidence, dirty}: RunRow): Child {
  const changed =
    dirty === true ? ", with changes that were not committed" : dirty === false ? ", without changes" : "";
  if (id !== null) return [said(id, commit_evidence, "", true), changed];
  return dirty === null ? said(null, null, "not logged") : `not logged${changed}`;
}

function when(at: Date | null, reason: string): HTMLElement {
  return time(at, {reason});
}

/** Entries that may be as long as a line. */
const long = ["command", "file"];

function entries(run: RunRow): [string, Child][] {
  return [
    ["status", runStatus(run)],
    ["seed", value(run.seed, run.seed_evidence, {reason: "not logged"})],
    ["group", said(run.group_name, null, "not declared")],
    ["began", when(run.began, "not logged")],
    ["ended", when(run.ended, "not logged")],
    ["took", value(run.minutes, run.minutes_evidence, {unit: "min", reason: "start or end not logged"})],
    ["commit", commit(run)],
    ["device", said(run.device, run.device_evidence, "not logged")],
    ["read as", text(run.format)],
    ["command", said(run.command, run.command_evidence, "not logged", true)],
    ["file", said(run.path, run.path_evidence, "", true)]
  ];
}

function lengthOf(term: string): string | null {
  return long.includes(term) ? "long" : null;
}

/** Who a run is: status, seed, times, commit, device, command and file, each a link to its line. */
export function runIdentity(run: RunRow): HTMLElement {
  const terms = entries(run).flatMap(([term, content]) => [
    element("dt", {class: lengthOf(term)}, term),
    element("dd", {class: lengthOf(term)}, content)
  ]);
  return element("dl", {class: "facts"}, terms);
}

/** What has to be known before the run is read: restarts, two writers, values that are no numbers. */
export function runWarnings(run: RunRow, siblings: readonly RunRow[]): HTMLElement[] {
  const {segments, writers, nonfinite, nonfinite_evidence} = run;
  const others = siblings.filter((s) => s.path === run.path && s.run_id !== run.run_id);
  const links = others
    .slice(0, 20)
    .map((s, i) => [i ? ", " : "", text(s.name.split("/").at(-1), {href: runHref(s.run_id)})]);
  const say = (...children: Child[]): HTMLElement => element("p", {class: "aside-line"}, children);
  return [
    segments > 1
      ? say(
          "The step of this file goes back, so that it holds several runs; this is one of them. The others: ",
          links,
          "."
        )
      : null,
    writers > 1
      ? say(
          "One step carries several values of one metric: two writers share this log. Dots, never joined and never averaged."
        )
      : null,
    nonfinite > 0
      ? say(
          value(nonfinite, nonfinite_evidence),
          nonfinite === 1 ? " logged value is" : " logged values are",
          " NaN or infinite, marked at the edge of the curves."
        )
      : null
  ].filter((w) => w !== null);
}

import {contextColor} from "./drawn-run.js";
import type {DrawnRun} from "./drawn-run.js";
import {element} from "./element.js";
import type {RunData} from "./run-data.js";
import {differenceTable} from "./run-difference-table.js";
import {differences, identityFacts} from "./run-differences.js";
import type {Differences} from "./run-differences.js";
import {distinctNames} from "./run-names.js";
import type {RunRow} from "./run-rows.js";

/** Runs side by side in the table. */
const besideEachOther = 12;

function heading({differing, same}: Differences): string {
  if (differing.length > 0) return "What differs between these runs";
  return same === 0 ? "These runs log no parameters and no environment" : "These runs differ in nothing they log";
}

function sameEverywhere(same: number): HTMLElement {
  const words =
    same === 0
      ? "What they were run with is therefore undecided."
      : "Seed, commit, device, parameters and environment are the same where they are logged. What nobody logged may still differ.";
  return element("p", null, words);
}

/** What differs between runs, under a heading; null for fewer than two runs. */
export async function differenceSection(
  data: RunData,
  runs: readonly RunRow[],
  drawn: readonly DrawnRun[]
): Promise<HTMLElement | null> {
  const shown = runs.slice(0, besideEachOther);
  if (shown.length < 2) return null;
  const facts = await Promise.all(shown.map((run) => data.facts(run)));
  const ids = shown.map(({run_id}) => run_id);
  const found = differences(ids, [...shown.flatMap(identityFacts), ...facts.flat()]);
  const colors = new Map(drawn.map(({run, color}) => [run.run_id, color]));
  const labels = distinctNames(shown.map(({name}) => name));
  const heads = ids.map((run_id, i) => ({run_id, label: labels[i] ?? "", color: colors.get(run_id) ?? contextColor}));
  const cut = "Only the first of the ticked runs stand side by side here.";
  return element(
    "section",
    null,
    element("h2", {id: "differences"}, heading(found)),
    shown.length < runs.length ? element("p", {class: "aside-line"}, cut) : null,
    found.differing.length === 0 ? sameEverywhere(found.same) : differenceTable(heads, found)
  );
}

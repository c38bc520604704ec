import type {RunData} from "./run-data.js";
import {groupRuns} from "./run-groups.js";
import type {RunGroup} from "./run-groups.js";
import type {FactKey, RunRow} from "./run-rows.js";
import {runStatuses} from "./run-status.js";
import {columnName, wordsOf} from "./run-table.js";

/** Runs in groups, and the words for what they are grouped by. */
export interface RunGrouping {
  by: string;
  groups: RunGroup<RunRow>[];
}

/** All runs by their group, by how they ended, or by a parameter or environment key; null where none of these is asked for. */
export async function runGrouping(
  asked: string,
  runs: readonly RunRow[],
  keys: readonly FactKey[],
  data: RunData
): Promise<RunGrouping | null> {
  if (asked === "group") return {by: "group", groups: groupRuns(runs, (run) => run.group_label)};
  if (asked === "status")
    return {by: "how they ended", groups: groupRuns(runs, (run) => runStatuses[run.status].words)};
  const key = keys.find((k) => columnName(k) === asked);
  if (!key) return null;
  const found = await data.factValues(key);
  return {by: key.key, groups: groupRuns(runs, (run) => wordsOf(found.get(run.run_id)))};
}

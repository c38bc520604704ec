import {artifactRow, sha256Of} from "../../artifact.ts";
import {verdictOf} from "../../status-report/vocabulary.ts";
import {dialectFormat, hasKeys, hasOneOf} from "./dialect.ts";

const tellers = ["actor", "agent", "summary", "details", "files_updated"];
const archive = ["plan", "plan_sha256", "tombstone", "archived_at", "merged_at"];

/**
 * What agents did, one action per row, archive operations among them. A row that says how a phase went is a phase as
 * well, one that names a file with its digest an artifact.
 */
export const codexActions = dialectFormat({
  name: "codex-actions",
  title: "codex action log",
  isOwn: (json) =>
    json.leaf("action")?.kind === "string" &&
    ((hasKeys(json, "timestamp") && hasOneOf(json, ...tellers)) || hasOneOf(json, ...archive)) &&
    !hasOneOf(json, "rule_ids", "prev_hash", "previous_hash"),
  *facts(at, json, {sourceId}) {
    const artifact = sha256Of(json) === null ? null : artifactRow(at, null, json, json.textAt("action") ?? null);
    if (artifact) yield artifact;
    const [phase, status] = [json.textAt("phase"), json.textAt("status")];
    if (phase === undefined || status === undefined) return;
    const note = ["details", "description", "action"].map((key) => json.textAt(key)).find((text) => text) ?? null;
    const values = {audit_id: sourceId, name: phase, status: verdictOf(status), status_raw: status, note};
    yield {table: "phase", at, values};
  }
});

import type {JsonLine} from "../../json-line.ts";
import type {FactRow, Place} from "../../../rows.ts";
import {dialectFormat, hasKeys} from "./dialect.ts";

/** The SARIF level nearest to a severity of the evidence inventory. */
const levels: Record<string, string> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  review: "note"
};

/** What lies in a repository: files with their language and role, or places where a search found something to mend. */
export const codexInventory = dialectFormat({
  name: "codex-inventory",
  title: "codex inventory",
  isOwn: (json) => isFile(json) || hasKeys(json, "file_path", "match_term", "severity"),
  *facts(at, json, {ordinal}) {
    if (isFile(json))
      yield {
        table: "artifact",
        at,
        values: {kind: json.textAt("role") ?? json.textAt("lang"), path: json.textAt("path")!}
      };
    else yield findingRow(at, json, ordinal);
  }
});

function isFile(json: JsonLine): boolean {
  return json.leaf("path")?.kind === "string" && hasKeys(json, "lang", "role");
}

function findingRow(at: Place, json: JsonLine, ordinal: number): FactRow {
  const severity = json.textAt("severity") ?? "";
  const values = {
    ordinal,
    title: json.textAt("match_term") ?? null,
    text: json.textAt("description") ?? json.textAt("excerpt") ?? "",
    tool: json.textAt("tool_used") ?? null,
    rule: json.textAt("match_term") ?? null,
    level: levels[severity.toLowerCase()] ?? null,
    level_raw: severity || null,
    location: placeOf(json)
  };
  return {table: "finding", at, values};
}

/** "path:12"; line 0 stands for no line. */
function placeOf(json: JsonLine): string {
  const [path, line] = [json.textAt("file_path") ?? "", json.textAt("lines_matched/start") ?? "0"];
  return line === "0" ? path : `${path}:${line}`;
}

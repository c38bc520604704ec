import type {JsonLine} from "../../json-line.ts";
import {numberColumns} from "../number-text.ts";
import {dialectFormat, hasKeys} from "./dialect.ts";

/** Sessions of a command line tool: begin, end with exit code and duration, and what happened in between. */
export const codexSessions = dialectFormat({
  name: "codex-sessions",
  title: "codex session log",
  isOwn: (json) => json.leaf("session_id")?.kind === "string" && (isEdge(json) || hasKeys(json, "event_type", "data")),
  *facts(at, json) {
    if (json.textAt("type") !== "session_end") return;
    const code = json.textAt("exit_code") ?? null;
    const values = {
      kind: "session",
      name: json.textAt("session_id")!,
      ...numberColumns(json.textAt("duration_s")),
      unit_name: json.textAt("duration_s") === undefined ? null : "s",
      text: code === null ? null : `exit code ${code}`,
      attributes: json.json()
    };
    yield {table: "record", at, values};
  }
});

function isEdge(json: JsonLine): boolean {
  return ["session_start", "session_end"].includes(json.textAt("type") ?? "");
}

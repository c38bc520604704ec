import type {FactRow, Place} from "../../../rows.ts";
import type {JsonLine} from "../../json-line.ts";
import {readJsonDocument, textOf} from "../../json-document.ts";
import {numberOf} from "../json-parts.ts";
import {numberColumns} from "../number-text.ts";
import {dialectFormat, hasKeys} from "./dialect.ts";

const coverages = ["coverage", "baseline", "variance"];

/** Scores of capabilities over time: each row is an audit with its ten best. Or coverage over time against its baseline. */
export const codexTrends = dialectFormat({
  name: "codex-trends",
  title: "codex capability trends",
  isOwn: (json) => hasKeys(json, "top10", "low_count") || hasKeys(json, ...coverages, "status"),
  *facts(at, json, {sourceId, time, ordinal}) {
    if (!hasKeys(json, "top10")) {
      yield* coverageRows(at, json);
      return;
    }
    const audit_id = `${sourceId}.${ordinal}`;
    const date = time?.utc?.slice(0, 10) ?? null;
    const values = {audit_id, date, date_raw: time?.raw ?? null, date_from: date === null ? null : "date field"};
    yield {table: "audit", at, values};
    yield* scoreRows(at, json, audit_id);
    const low = json.leaf("low_count");
    if (low?.kind === "number")
      yield {table: "record", at, values: {kind: "low-capabilities", name: "low_count", value: Number(low.value)}};
  }
});

function* coverageRows(at: Place, json: JsonLine): Iterable<FactRow> {
  for (const name of coverages) {
    const leaf = json.leaf(name);
    if (leaf?.kind !== "number") continue;
    const {value, value_raw, nonfinite} = numberColumns(json.textAt(name));
    const values = {kind: "coverage-history", name, value, value_raw, nonfinite, text: json.textAt("status") ?? null};
    yield {table: "record", at, values};
  }
}

function* scoreRows(at: Place, json: JsonLine, audit_id: string): Iterable<FactRow> {
  const key = json.key("top10")!;
  const document = readJsonDocument(json.json(key));
  for (const item of document.root.items) {
    const capability = textOf(document, item.entries.get("id"));
    if (capability === undefined) continue;
    const {value, value_raw} = numberOf(item.entries.get("score"));
    yield {table: "capability", at, values: {audit_id, capability, score: value, score_raw: value_raw}};
  }
}

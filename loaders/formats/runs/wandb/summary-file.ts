import type {Source} from "../../../files/source.ts";
import type {Place, Row} from "../../../rows.ts";
import {documentUnits} from "../../document-units.ts";
import type {Format, Head} from "../../format.ts";
import type {JsonDocument} from "../../json-document.ts";
import {metricName} from "../../run-log/metric-name.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {yamlText} from "../../yaml-document.ts";
import {runFolder} from "./folder.ts";
import {timeOf} from "./history.ts";
import {leavesOf, numberOf} from "./value.ts";

const bookkeeping = new Set(["_step", "_timestamp", "_runtime", "_wandb"]);

/** files/wandb-summary.json of a W&B run: the last value of each metric, at no step of its own. */
export const wandbSummary: Format = {
  name: "wandb-summary",
  title: "W&B run summary",
  unit: "node",
  byFolder: true,
  detect(path: string, {text}: Head): number {
    if (!/^\ufeff?\s*\{/.test(text)) return 0;
    const named = /(^|\/)wandb-summary\.json$/.test(path);
    const own = /"_wandb"\s*:\s*\{\s*"runtime"/.test(text);
    const kept = ['"_step"', '"_runtime"', '"_timestamp"'].filter((key) => text.includes(key)).length;
    if (named) return own || kept > 1 ? 0.99 : /^\ufeff?\s*\{\s*\}\s*$/.test(text) ? 0.9 : 0.96;
    return own && kept > 1 && !/\}\s*\n\s*\{/.test(text) ? 0.96 : 0;
  },
  parse: (source: Source) =>
    documentUnits(source, (document) => ({head: (at) => summaryRows(source, at, document), picks: []}))
};

function* summaryRows(source: Source, at: Place, {root}: JsonDocument): Iterable<Row> {
  const folder = runFolder(source.path);
  const log = new StepLog(source, {partOf: folder, name: folder});
  const run = log.run(at);
  const stamp = root.entries.get("_timestamp");
  const time = stamp?.kind === "number" ? timeOf(stamp.raw ?? String(stamp.value)) : undefined;
  if (time) run.end(time, at.unit);
  for (const [name, value] of root.entries) {
    if (bookkeeping.has(name)) continue;
    for (const {key, node} of leavesOf(name, value)) {
      const number = numberOf(node);
      const where = {split: null, step: null, epoch: null, time: undefined};
      if (number)
        yield* log.step(at, {
          ...where,
          measurements: [{...metricName(key), value: number.value, value_raw: number.raw}]
        });
      else if (node.kind === "string" || node.kind === "boolean")
        yield* log.tell(at, "event", {kind: "summary", message: yamlText(node), attributes: JSON.stringify({key})});
      else if (node.kind !== "null") {
        const type = node.entries.get("_type");
        const kind = type?.kind === "string" ? (type.value as string) : node.kind;
        yield {table: "field", at, values: {key, type: kind, units: 1, last_unit: at.unit}};
      }
    }
  }
  yield* log.finish();
}

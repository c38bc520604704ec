import type {Source} from "../../../files/source.ts";
import type {Place, Row} from "../../../rows.ts";
import type {Format, Head} from "../../format.ts";
import {StepLog} from "../../run-log/step-log.ts";
import {yamlUnits, type YamlEntry} from "../../yaml-document.ts";
import {runFolder} from "./folder.ts";
import {RunSettings} from "./run-settings.ts";

/** files/config.yaml of a W&B run: each setting with its description and value. */
export const wandbConfig: Format = {
  name: "wandb-config",
  title: "W&B run configuration",
  unit: "node",
  byFolder: true,
  detect(_path: string, {text}: Head): number {
    const versioned = /^wandb_version: *\d+ *\r?$/m.test(text);
    const own = /^_wandb: *\r?\n(?:[ \t]+desc:.*\r?\n)?[ \t]+value: *\r?$/m.test(text);
    if (versioned || own) return versioned && own ? 0.99 : 0.97;
    return 0;
  },
  *parse(source: Source): Iterable<Row> {
    const folder = runFolder(source.path);
    const log = new StepLog(source, {partOf: folder, name: folder});
    const settings = new RunSettings(log);
    let first: Place | null = null;
    for (const row of yamlUnits(source, (at, entry) => entryRows(log, settings, at, entry))) {
      if (row.table === "unit" && row.outcome === "parsed") first ??= row.at;
      yield row;
    }
    if (first) log.run(first).columns.config = settings.config;
    yield* log.finish();
  }
};

function entryRows(log: StepLog, settings: RunSettings, at: Place, {key, node}: YamlEntry): Iterable<Row> {
  if (key === "wandb_version")
    return log.tell(at, "environment", {key: "wandb/config_version", value: String(node.value)});
  return settings.set(at, key, node.entries.get("value") ?? node);
}

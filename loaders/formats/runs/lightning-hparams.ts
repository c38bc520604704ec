import type {Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {folderOf} from "../run-log/part-of.ts";
import {StepLog} from "../run-log/step-log.ts";
import {readYamlMapping, yamlParams, yamlText, yamlUnits} from "../yaml-document.ts";

/**
 * hparams.yaml of a Lightning logger: one unit per top-level entry, each a parameter of the run whose folder this is.
 * The file has no mark of its own, so that its name counts with its being a YAML mapping.
 */
export const lightningHparams: Format = {
  name: "lightning-hparams",
  title: "Lightning hyperparameters",
  unit: "node",
  byFolder: true,
  detect(path: string, head: Head): number {
    if (!/(^|\/)hparams\.ya?ml$/.test(path)) return 0;
    const {entries} = readYamlMapping(head.text);
    return entries.length > 0 || head.text.trim() === "{}" ? 0.9 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const log = new StepLog(source, {partOf: folderOf(source.path)});
    yield* yamlUnits(source, function* (at, {key, node}) {
      const run = log.run(at);
      if (key === "seed" && (node.kind === "number" || node.kind === "string")) run.seed(yamlText(node) ?? "", at.unit);
      for (const {table, values} of yamlParams(run.runId, at, key, node))
        yield* log.tell(at, table, {
          key: String(values.key),
          value: values.value as string | null,
          type: String(values.type)
        });
    });
    yield* log.finish();
  }
};

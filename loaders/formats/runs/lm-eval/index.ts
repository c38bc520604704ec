import type {Source} from "../../../files/source.ts";
import type {Row} from "../../../rows.ts";
import {documentUnits} from "../../document-units.ts";
import type {Format, Head} from "../../format.ts";
import type {JsonNode} from "../../json-document.ts";
import {headRoot} from "../../json-head.ts";
import {Evaluation} from "./evaluation.ts";

/** Entries that only the harness writes beside its results: the old schema's, then the new one's. */
const beside = [
  ["versions", "config"],
  ["versions", "configs"],
  ["configs", "n-shot"]
];
const filtered = /^[\w-]+(_stderr)?,[\w-]+$/;

/** Results of lm-evaluation-harness, in the old and the new schema. */
export const lmEval: Format = {
  name: "lm-eval",
  title: "lm-evaluation-harness results",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    const results = root?.entries.get("results");
    if (!root || results?.kind !== "object" || results.entries.size === 0) return 0;
    const tasks = [...results.entries.values()];
    if (!tasks.every(isTask)) return 0;
    if (beside.some((keys) => keys.every((key) => root.entries.get(key)?.kind === "object"))) return 0.97;
    return tasks.some(({entries}) => [...entries.keys()].some((key) => filtered.test(key))) ? 0.9 : 0;
  },
  *parse(source: Source): Iterable<Row> {
    const evaluation = new Evaluation(source);
    yield* documentUnits(source, (document) => evaluation.read(document));
    yield* evaluation.log.finish();
  }
};

/** Metrics by name; a group of tasks in the new schema may hold nothing but its alias. */
function isTask({kind, entries}: JsonNode): boolean {
  return kind === "object" && [...entries.values()].every(({kind: of}) => of !== "object" && of !== "array");
}

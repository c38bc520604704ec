import type {JsonNode} from "../../json-document.ts";

const revision = /(?:^|,)\s*revision=(?:step|checkpoint|global_step)[-_]?(\d+)\s*(?:,|$)/;
const folder = /(?:^|,)\s*(?:pretrained|peft)=[^,]*\/(?:checkpoint|step|global_step)[-_]?(\d+)\/?\s*(?:,|$)/;

/** The training step of the model that was evaluated, where its arguments name a checkpoint; else null. */
export function checkpointStep(modelArgs: JsonNode | undefined): number | null {
  const text =
    modelArgs?.kind === "object"
      ? [...modelArgs.entries].map(([key, {value}]) => `${key}=${String(value)}`).join(",")
      : String(modelArgs?.value ?? "");
  const found = revision.exec(text) ?? folder.exec(text);
  return found ? Number(found[1]) : null;
}

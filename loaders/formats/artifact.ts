import type {FactRow, Place} from "../rows.ts";
import type {JsonLine} from "./json-line.ts";

export const pathKeys = ["path", "file", "filename", "checkpoint", "checkpoint_path", "uri"];
/** Keys under which a line logs a SHA-256. */
export const sha256Keys = ["sha256", "digest", "hash"];
const sha256Text = /^(?:sha256:)?([0-9a-f]{64})$/i;

/** A checkpoint, data set or other file with its digest as logged. Null where the line names no path. */
export function artifactRow(at: Place, run_id: string | null, json: JsonLine, kind: string | null): FactRow | null {
  const path = pathKeys.map((key) => json.textAt(key)).find((found) => found !== undefined);
  if (path === undefined) return null;
  const bytes = [json.leaf("bytes"), json.leaf("size")].find(
    (leaf) => leaf?.kind === "number" && Number.isSafeInteger(leaf.value)
  );
  const values = {
    run_id,
    kind: json.textAt("kind") ?? kind,
    path,
    sha256: sha256Of(json),
    bytes: bytes ? Number(bytes.value) : null
  };
  return {table: "artifact", at, values};
}

/** The SHA-256 a line logs, as 64 hex digits. */
export function sha256Of(json: JsonLine): string | null {
  const texts = sha256Keys.map((key) => json.textAt(key));
  const found = texts.map((text) => sha256Text.exec(text ?? "")).find((match) => match !== null);
  return found ? found[1]!.toLowerCase() : null;
}

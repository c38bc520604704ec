import type {Line, Source} from "../../../files/source.ts";
import type {Row} from "../../../rows.ts";
import {documentUnits, type Pick} from "../../document-units.ts";
import type {Format, Head} from "../../format.ts";
import {readJsonDocument, textOf, type JsonDocument, type JsonNode} from "../../json-document.ts";
import {JsonLineReader, type JsonLine} from "../../json-line.ts";
import {mendRows} from "../../json-lines.ts";
import {JsonFault} from "../../json-tokens.ts";
import {mendEncoding, parsed, pending, rejected, repair, settle} from "../../unit-line.ts";
import {entryRows, nodeEntries, pythonEntries} from "./system-entry.ts";

const submission = /^(org|division|status|platform|entry|poc_name|poc_email):\s*(?=\{)/;

/** MLPerf system description: one flat JSON object, or in v0.6 the submission events as `key: {"value": …}` lines. */
export const mlperfSystem: Format = {
  name: "mlperf-system",
  title: "MLPerf system description",
  unit: "node",
  detect(_path, head) {
    if (isObject(head)) return describesSystem(readJsonDocument(head.text).root) ? 0.95 : 0;
    return isSubmission(head) ? 0.95 : 0;
  },
  *parse(source) {
    const start = source.slice(0, 4096).toString("utf8");
    if (/^\ufeff?\s*\{/.test(start)) yield* documentUnits(source, systemDocument);
    else yield* submissionLines(source);
  }
};

function isObject({text}: Head): boolean {
  return /^\ufeff?\s*\{/.test(text) && /"division"/.test(text) && /"framework"/.test(text);
}

function describesSystem({kind, entries}: JsonNode): boolean {
  const has = (...names: string[]) => names.some((name) => entries.has(name));
  return (
    kind === "object" &&
    ["division", "status", "framework"].every((name) => entries.has(name)) &&
    has("host_processor_model_name", "accelerator_model_name", "hardware", "nodes")
  );
}

function isSubmission({lines}: Head): boolean {
  const filled = lines.filter((line) => line.trim() !== "");
  return (
    filled.filter((line) => submission.test(line)).length >= filled.length * 0.75 &&
    ["division", "platform"].every((key) => filled.some((line) => line.startsWith(`${key}:`)))
  );
}

/** Each entry of the object is a unit, from the beginning of its line where it has one of its own. */
function systemDocument(document: JsonDocument): {picks: Pick[]} {
  const {root, text} = document;
  const system = textOf(document, root.entries.get("system_name")) ?? null;
  const parts = [...root.entries].filter(([, {whole}]) => whole).sort(([, a], [, b]) => a.start - b.start);
  const lineEnd = /[ \t]*(?:,[ \t]*)?(?:\r?\n)?/y;
  const behind = (at: number) => {
    lineEnd.lastIndex = at;
    return at + (lineEnd.exec(text)?.[0].length ?? 0);
  };
  let end = behind(root.start + 1);
  const picks = parts.map(([key, node]): Pick => {
    const start = end;
    end = behind(node.end);
    return {
      start,
      end,
      facts: (at) => nodeEntries(key, node, document).flatMap((entry) => [...entryRows(at, entry, system)])
    };
  });
  return {picks};
}

function* submissionLines(source: Source): Iterable<Row> {
  const reader = new JsonLineReader();
  const system = platformOf(source, reader);
  for (const line of source.lines()) {
    const {at} = line;
    const settled = settle(line);
    if (settled) {
      yield settled;
      continue;
    }
    const {text, repairs} = mendEncoding(line);
    const found = readSubmission(reader, text);
    if ("fault" in found) {
      yield line.complete ? rejected(at, found.fault, text) : pending(at);
      continue;
    }
    yield parsed(at);
    yield* repairs;
    yield* mendRows(at, found.json);
    const entries = pythonEntries(found.key, found.value);
    if (entries.length !== 1 || entries[0]!.name !== found.key)
      yield repair(
        at,
        "Python dictionary in a string",
        found.value,
        entries.map(({name, text: cell}) => `${name}: ${cell}`).join("\n")
      );
    for (const entry of entries) yield* entryRows(at, entry, system);
  }
}

/** What the platform line says, wherever it stands in the first lines. */
function platformOf(source: Source, reader: JsonLineReader): string | null {
  for (const line of source.lines()) {
    if (line.at.unit > 64) break;
    const found = isPlatform(line) ? readSubmission(reader, mendEncoding(line).text) : {fault: ""};
    if ("json" in found) return found.value;
  }
  return null;
}

function isPlatform({text, overlong}: Line): boolean {
  return !overlong && /^\ufeff?platform:/.test(text);
}

function readSubmission(
  reader: JsonLineReader,
  text: string
): {key: string; json: JsonLine; value: string} | {fault: string} {
  const head = submission.exec(text);
  if (!head) return {fault: `expected "key: {…}" of a submission, found ${JSON.stringify(text.slice(0, 40))}`};
  try {
    const json = reader.read(text, head[0].length);
    const value = json.textAt("value") ?? (json.key("value") ? json.json(json.key("value")!) : undefined);
    return value === undefined ? {fault: 'expected a "value" in the object, found none'} : {key: head[1]!, json, value};
  } catch (error) {
    if (error instanceof JsonFault) return {fault: `not a JSON object behind the key: ${error.message}`};
    throw error;
  }
}

import type {FactRow, Place} from "../rows.ts";
import {timeInProse} from "./event-time.ts";
import type {JsonLine} from "./json-line.ts";
import type {Timestamp} from "./timestamp.ts";

/** Keys of an error's text. */
export const errorKeys = ["error", "err", "error_message", "exception", "msg", "question_for_chatgpt5", "detail"];
const stepKeys = ["step", "phase", "step_id", "stage"];
const contextKeys = ["context", "ctx"];
const questionKeys = ["question", "question_for", "question_for_chatgpt5", "ask"];
const sentence = /^While performing\s+(.+?),\s+encountered the following error:\s*(.*)$/is;

/**
 * The error a line captures: an error text beside a step, a context or a question, under any of the names in use.
 * `msg` and `detail` are an error only there; a line with an error alone is one too. Null for all other lines.
 */
export function capturedError(
  at: Place,
  audit_id: string,
  json: JsonLine,
  time: Timestamp | undefined
): FactRow | null {
  const error = errorOf(json);
  if (error === null) return null;
  const question = textOf(json, questionKeys);
  const when = time ?? timeInProse(question ?? error);
  const told = sentence.exec(error);
  const values = {
    audit_id,
    time: when?.utc ?? null,
    time_raw: when?.raw ?? null,
    zoned: when?.zoned ?? null,
    step: told?.[1] ?? stepOf(json),
    error: told?.[2] ?? error,
    context: textOf(json, contextKeys),
    question,
    template: false
  };
  return {table: "captured_error", at, values};
}

function errorOf(json: JsonLine): string | null {
  const key = errorKeys.find((name) => isFilled(json, name));
  if (key === undefined) return null;
  const framed = [...stepKeys, ...contextKeys, ...questionKeys].some(
    (name) => name !== key && json.key(name) !== undefined
  );
  const certain = key === "error" || key === "err" || key === "exception" || key === "question_for_chatgpt5";
  return certain || framed ? textOf(json, [key]) : null;
}

function isFilled(json: JsonLine, name: string): boolean {
  const key = json.key(name);
  return key !== undefined && !/^(null|""|false|\{\s*\}|\[\s*\])$/.test(json.text.slice(key.start, key.end));
}

function stepOf(json: JsonLine): string | null {
  const [id, words] = [json.textAt("step/id"), json.textAt("step/desc") ?? json.textAt("step_description")];
  const step = id ?? textOf(json, stepKeys);
  return step !== null && words !== undefined ? `${step}: ${words}` : (step ?? words ?? null);
}

/** The first of the keys that is there: a string as it is, anything else as JSON. */
function textOf(json: JsonLine, names: string[]): string | null {
  for (const name of names) {
    const key = json.key(name);
    if (key && isFilled(json, name)) return json.textAt(name) ?? json.json(key);
  }
  return null;
}

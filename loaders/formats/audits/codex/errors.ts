import type {FactRow} from "../../../rows.ts";
import {capturedError} from "../../captured-error.ts";
import {dialectFormat, hasOneOf} from "./dialect.ts";

const frames = ["context", "ctx", "question", "question_for", "question_for_chatgpt5", "ask"];
const errors = ["error", "err", "msg", "detail", "question_for_chatgpt5"];
const block =
  /^Question (?:for|from) [^\n]*:\s*\nWhile performing \[?(.+?)\]?, encountered the following error:\s*\n([^]*?)(?:\nContext: ([^]*?))?(?:\nWhat are the possible causes[^]*)?$/;

/** Errors that agents captured as questions, under any of the keys in use. */
export const codexErrors = dialectFormat({
  name: "codex-errors",
  title: "codex error log",
  isOwn: (json) => hasOneOf(json, ...errors) && hasOneOf(json, ...frames) && !hasOneOf(json, "action", "session_id"),
  *facts(at, json, {sourceId, time}) {
    const error = capturedError(at, sourceId, json, time);
    if (error) yield readBlock(error);
  }
});

/** The parts of a question that is written out as one text of four lines. */
function readBlock(row: FactRow): FactRow {
  const [, step, error, context] = block.exec(String(row.values.error)) ?? [];
  if (step === undefined) return row;
  const values = {...row.values, step, error, context: context ?? row.values.context};
  return {...row, values};
}

import {createHash} from "node:crypto";
import {LineCounter, parseDocument} from "yaml";
import {Failure} from "../failure.ts";

/** The file a project keeps beside its configuration. */
export const allowFile = "colophon.allow.json";

/** A text that may leave as it is, and why. `sha256:<64 hex digits>` names a text without repeating it. */
export interface Allowance {
  text: string;
  reason: string;
}

/**
 * Reads an allow list: a JSON array of `{"text": …, "reason": …}`. Throws `usage` naming `path`:line for anything else,
 * above all for an entry without a reason.
 */
export function parseAllowances(json: string, path: string): Allowance[] {
  const lines = new LineCounter();
  const document = parseDocument(json, {lineCounter: lines});
  const [fault] = document.errors;
  if (fault)
    throw new Failure(
      "usage",
      `${path}:${lines.linePos(fault.pos[0]).line}: expected JSON, found: ${fault.message.split("\n")[0]}`
    );
  const entries: unknown = document.toJS();
  if (!Array.isArray(entries))
    throw new Failure("usage", `${path}:1: expected an array of {"text", "reason"}, found ${typeof entries}`);
  return entries.map((entry: unknown, i) => {
    const node = document.getIn([i], true) as {range?: [number, number, number]} | undefined;
    return checkAllowance(entry, `${path}:${lines.linePos(node?.range?.[0] ?? 0).line}`);
  });
}

/** Checks one entry, also of the configuration. Throws `usage` with `where`. */
export function checkAllowance(entry: unknown, where: string): Allowance {
  const {text, reason} = (typeof entry === "object" && entry !== null ? entry : {}) as Partial<
    Record<keyof Allowance, unknown>
  >;
  if (typeof text !== "string" || text === "")
    throw new Failure(
      "usage",
      `${where}: expected a "text" that may leave, found ${JSON.stringify(text) ?? "none"}: write the text, or sha256: and its digest`
    );
  if (typeof reason !== "string" || reason.trim() === "")
    throw new Failure(
      "usage",
      `${where}: expected a "reason" why this text may leave, found ${JSON.stringify(reason) ?? "none"}: say why, or remove the entry`
    );
  return {text, reason};
}

/** How an allow list names `text` without repeating it. */
export function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** Whether a text stands in `allowances`, as itself or as its digest. */
export function allows(allowances: Allowance[]): (text: string) => boolean {
  const texts = new Set(allowances.map(({text}) => text));
  const digests = allowances.some(({text}) => text.startsWith("sha256:"));
  return (text) => texts.has(text) || (digests && texts.has(digestOf(text)));
}

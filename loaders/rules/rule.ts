import {Failure} from "../failure.ts";

export const severities = ["error", "warning", "note"] as const;
export type Severity = (typeof severities)[number];

/** An item of a standard: what its file says of it, and the query that decides it. */
export interface Rule {
  /** The file, as messages name it. */
  path: string;
  title: string;
  standard: string;
  item: string;
  severity: Severity;
  /** What to do where it does not hold. */
  remedy: string;
  /** Of a standard whose score is the least sum of its sections. */
  section: string | null;
  /** One SELECT; null: nothing that can be read decides the item. */
  sql: string | null;
}

const required = ["title", "standard", "item", "severity", "remedy"] as const;
const known: readonly string[] = [...required, "section"];

/**
 * Reads a rule: a head of `-- key: words` lines (a line that begins with `--` and two blanks goes on with the one
 * before), then one SELECT that ends in ORDER BY subject. Throws `usage` with path and line.
 */
export function parseRule(text: string, path: string): Rule {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith("--"));
  const head = readHead(end < 0 ? lines : lines.slice(0, end), path);
  const get = (key: string): string => head.get(key) ?? refuse(path, 1, `-- ${key}: … in the head`, "none");
  const [title, standard, item, severity, remedy] = required.map(get) as [string, string, string, string, string];
  if (!isSeverity(severity)) refuse(path, 1, `a severity of ${severities.join(", ")}`, `"${severity}"`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(item))
    refuse(path, 1, "an item of lower-case words joined by hyphens", `"${item}"`);
  const section = head.get("section") ?? null;
  return {path, title, standard, item, severity, remedy, section, sql: end < 0 ? null : readBody(lines, end, path)};
}

function readHead(lines: string[], path: string): Map<string, string> {
  const head = new Map<string, string>();
  let last = "";
  for (const [i, line] of lines.entries()) {
    const [, key = "", words] = /^-- ([a-z]+): (\S.*?)\s*$/.exec(line) ?? [];
    const [, more] = /^-- {2,}(\S.*?)\s*$/.exec(line) ?? [];
    if (more !== undefined && last !== "") head.set(last, `${head.get(last)} ${more}`);
    else if (words === undefined) refuse(path, i + 1, '"-- key: words"', `"${line}"`);
    else if (!known.includes(key)) refuse(path, i + 1, `one of the keys ${known.join(", ")}`, `"${key}"`);
    else if (head.has(key)) refuse(path, i + 1, `the key ${key} once`, "it again");
    else head.set((last = key), words);
  }
  return head;
}

function readBody(lines: string[], from: number, path: string): string | null {
  const body = lines.slice(from).join("\n").replace(/--.*$/gm, "").trim();
  if (body === "") return null;
  if (!/\bORDER\s+BY\s+subject\s*;?$/i.test(body))
    refuse(
      path,
      lines.findLastIndex((line) => line.trim() !== "") + 1,
      "a SELECT that ends in ORDER BY subject",
      `"…${body.slice(-40).replace(/\s+/g, " ")}"`
    );
  return lines.join("\n");
}

function isSeverity(word: string): word is Severity {
  return (severities as readonly string[]).includes(word);
}

function refuse(path: string, line: number, expected: string, found: string): never {
  throw new Failure("usage", `${path}:${line}: expected ${expected}, found ${found}: correct the rule`);
}

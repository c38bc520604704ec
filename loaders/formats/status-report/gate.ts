import type {Verdict} from "../../rows.ts";
import {isChecklist} from "./checklist.ts";
import {isCapturedError} from "./error-capture.ts";
import {plainLine} from "./markup.ts";
import type {Node} from "./node.ts";
import type {Item, Section} from "./outline.ts";
import type {Fact, Reader} from "./reader.ts";
import {cellOf, hasColumns} from "./table.ts";
import {verdictIn, verdictOf} from "./vocabulary.ts";

const tools =
  /^(pytest|nox|tox|make|python3?|pip|uv|npm|npx|node|pre-commit|ruff|mypy|black|bandit|semgrep|detect-secrets|safety|docker|bash|sh|cargo|go|cmake|ctest)\s/;
const testWords = new Set(["PASSED", "FAILED", "SKIPPED", "ERROR", "XFAIL", "XPASS"]);
const command = /^command\b/;
const gate = /^gate\b/;
const result = /^(status|result|outcome)\b/;

interface Outcome {
  status: Verdict;
  status_raw: string | null;
  note: string | null;
}

/** Commands and gates with what the report says became of them, and pytest's own lines in code blocks. */
export const readGates: Reader = function* ({nodes, sections}) {
  for (const node of nodes) if (node.kind === "code" && !isCapturedError(node)) yield* ofTestLines(node);
  for (const section of sections) {
    yield* ofTables(section);
    if (section.topic !== "gate") continue;
    for (const item of section.items) if (!isChecklist(section, item)) yield* ofItem(item);
  }
};

function* ofTables({topic, tables}: Section): Iterable<Fact> {
  for (const table of tables) {
    const named = hasColumns(table, command) ? command : gate;
    if (!hasColumns(table, named) || (topic !== "gate" && !hasColumns(table, gate, result))) continue;
    for (const row of table.rows) {
      const raw = cellOf(table, row, result);
      const others = table.columns.flatMap((column, i) =>
        named.test(column) || result.test(column) || !row.cells[i] ? [] : [`${column}: ${row.cells[i]}`]
      );
      const values = {
        command: cellOf(table, row, named) ?? "",
        ...outcome(raw, raw ? verdictOf(raw) : null, others.join("; "))
      };
      yield {table: "gate", node: row.node, values};
    }
  }
}

function* ofItem({node, children}: Item): Iterable<Fact> {
  const spanned = /^`([^`]+)`\s*/.exec(node.text);
  if (spanned) {
    yield {table: "gate", node, values: {command: spanned[1]!, ...told(node.text.slice(spanned[0].length), children)}};
    return;
  }
  const line = plainLine(node.text);
  const named = /^(.{1,120}?)\s*:\s*(\S.{0,40})$/.exec(line);
  const verdict = named ? verdictOf(named[2]!) : null;
  if (verdict) yield {table: "gate", node, values: {command: named![1]!, ...outcome(named![2]!, verdict, "")}};
  else if (tools.test(line)) {
    const [typed = "", ...notes] = line.split(/\s#\s/).map((part) => part.trim());
    yield {table: "gate", node, values: {command: typed, ...outcome(null, null, notes.join(" # "))}};
  }
}

/** What follows the command, "(fail: coverage 8.22% < 80) – …", else what the nested items say. */
function told(rest: string, children: Item[]): Outcome {
  const said = plainLine(rest)
    .replace(/^\*?\(/, "(")
    .replace(/\)\*$/, ")");
  const nested = children.map(({node}) => plainLine(node.text));
  const bracketed = /^\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[?:–—-]*\s*(.*)$/.exec(said);
  if (bracketed)
    return outcome(bracketed[1]!, verdictIn(bracketed[1]!), [bracketed[2]!, ...nested].filter(Boolean).join("; "));
  const spoken = [said, ...nested].find((text) => verdictIn(text) !== null) ?? null;
  return outcome(
    spoken,
    verdictIn(spoken ?? ""),
    [said, ...nested].filter((text) => text && text !== spoken).join("; ")
  );
}

/** "tests/test_a.py::test_b PASSED" and "FAILED tests/test_a.py::test_b - why" */
function* ofTestLines(node: Node): Iterable<Fact> {
  for (const line of node.text.split("\n")) {
    const [first = "", second = "", ...rest] = line.slice(0, 4096).split(/\s+/);
    const [test, word] = testWords.has(first) ? [second, first] : [first, second];
    if (!test.includes("::") || !testWords.has(word)) continue;
    const values = {command: test, ...outcome(word, verdictOf(word), rest.join(" ").replace(/^- /, ""))};
    yield {table: "gate", node, values, more: true};
  }
}

function outcome(raw: string | null, verdict: Verdict | null, note: string): Outcome {
  return {status: verdict ?? "no-evidence", status_raw: raw, note: note || null};
}

/** A test that a committed report says has passed. */
export interface Outcome {
  /** Line of the report, from 1. */
  line: number;
  /** File, suite or class and name, as the report has them. */
  name: string;
}

const mostOutcomes = 5000;
const junitCase = /<testcase\b([^>]*?)(\/>|>([^]*?)<\/testcase>)/g;
const pytestLine = /^([\w./-]+\.py::[\w:[\]. -]+?)\s+PASSED\b/gm;

/** Tests that passed by a JUnit report, a test log of one object per line, or what pytest printed. */
export function outcomesOf(text: string): Outcome[] {
  const found: {index: number; name: string}[] = [];
  if (text.includes("<testcase"))
    for (const {index, 1: head, 3: body} of text.matchAll(junitCase)) {
      if (/<(?:failure|error|skipped)\b/.test(body ?? "")) continue;
      const value = (key: string): string => new RegExp(`\\b${key}="([^"]*)"`).exec(head!)?.[1] ?? "";
      found.push({
        index,
        name: [value("file"), value("classname"), value("name")].filter((part) => part !== "").join(" ")
      });
    }
  else if (/"type"\s*:\s*"test_result"/.test(text))
    for (const {index, 0: line} of text.matchAll(/^\{[^\n]*"test_result"[^\n]*\}/gm)) {
      const row = rowOf(line);
      if (row?.status === "passed")
        found.push({index, name: [row.suite, row.name].filter((part) => typeof part === "string").join(" ")});
    }
  else for (const {index, 1: name} of text.matchAll(pytestLine)) found.push({index, name: name!});
  return withLines(text, found.slice(0, mostOutcomes));
}

function rowOf(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function withLines(text: string, found: readonly {index: number; name: string}[]): Outcome[] {
  let [line, from] = [1, 0];
  return found.map(({index, name}) => {
    for (let at = text.indexOf("\n", from); at >= 0 && at < index; at = text.indexOf("\n", from)) {
      line++;
      from = at + 1;
    }
    return {line, name};
  });
}

import type {Language} from "../code/language.ts";
import type {Reading} from "../code/scan.ts";
import {pythonStubs} from "./python-bodies.ts";
import {pythonRules, stubRules, type StubRule} from "./rules.ts";

export interface Stub {
  /** From 1. */
  line: number;
  rule: string;
  /** A definition that does nothing, as opposed to a remark or a refused case. */
  unfinished: boolean;
  /** Line from 1 of the definition whose body it is. */
  defined: number | null;
  text: string;
}

/** Lines that are longer hold data. */
export const longestLine = 2000;
const excerpt = 160;

/**
 * The stubs of a file, in the order of its lines. `raw` is its text as it stands. A file that only declares what another
 * defines has empty bodies by its nature.
 */
export function findStubs(reading: Reading, raw: readonly string[], language: Language, declares: boolean): Stub[] {
  if (language.kind !== "code") return [];
  const found: Stub[] = [];
  for (const rule of stubRules as readonly StubRule[]) {
    if (rule.languages !== "all" && !rule.languages.includes(language.name)) continue;
    for (const [i, line] of reading[rule.in].entries())
      if (line.length <= longestLine && beginsOutside(rule, line, reading.code[i]!))
        found.push(stubAt(raw, i, rule.rule, rule.unfinished, rule.unfinished ? i : null));
  }
  if (language.name === "Python" && !declares)
    for (const {line, rule, defined} of pythonStubs(reading.code))
      found.push(stubAt(raw, line, rule, rule !== pythonRules.case, defined));
  return found.sort((a, b) => a.line - b.line || (a.rule < b.rule ? -1 : 1));
}

/** A string that says what a stub is, is none. */
function beginsOutside(rule: StubRule, line: string, code: string): boolean {
  const match = rule.pattern.exec(line);
  if (!match) return false;
  const start = match.index + /^\s*/.exec(match[0])![0].length;
  return rule.in !== "text" || code[start] === line[start];
}

function stubAt(raw: readonly string[], line: number, rule: string, unfinished: boolean, defined: number | null): Stub {
  const text = (raw[line] ?? "").trim().slice(0, excerpt);
  return {line: line + 1, rule, unfinished, defined: defined === null ? null : defined + 1, text};
}

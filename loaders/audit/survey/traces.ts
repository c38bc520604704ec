import type {Signal} from "../capabilities/capability.ts";
import type {Language} from "../code/language.ts";
import type {Reading} from "../code/scan.ts";
import {longestLine} from "../stubs/find.ts";

/** Where a signal was found in a file. */
export interface Trace {
  /** From 1. */
  line: number;
  /** What the definition names. */
  name: string | null;
}

/** A file as signals look at it, each reading as one text. */
export interface Sight {
  path: string;
  language: Language | null;
  code: string;
  text: string;
}

const mostTraces = 20;

export function sightOf(path: string, language: Language | null, reading: Reading | null): Sight {
  const whole = (lines: readonly string[]): string =>
    lines.map((line) => (line.length > longestLine ? "" : line)).join("\n");
  const kept = reading && language?.name === "Rust" ? withoutInlineTests(reading) : reading;
  return {path, language, code: kept ? whole(kept.code) : "", text: kept ? whole(kept.text) : ""};
}

const inlineTests = /^\s*#\[cfg\(test\)\]/;

/** Tests of Rust stand at the end of the file they test: of them only that they are tests is seen. */
function withoutInlineTests(reading: Reading): Reading {
  const start = reading.code.findIndex(
    (line, i) => inlineTests.test(line) && /^\s*(?:pub\s+)?mod\s/.test(reading.code[i + 1] ?? "")
  );
  if (start < 0) return reading;
  const kept = (lines: readonly string[]): string[] =>
    lines.map((line, i) => (i < start || /#\[(?:\w+::)?test\]/.test(line) ? line : ""));
  return {...reading, code: kept(reading.code), text: kept(reading.text)};
}

const compiled = new WeakMap<Signal, RegExp>();

/** The first traces of a signal in a file, at most one a line. */
export function tracesOf(signal: Signal, {path, language, code, text}: Sight): Trace[] {
  if (signal.in === "path") return signal.pattern.test(path) ? [{line: 1, name: null}] : [];
  if (!language || (signal.languages && !signal.languages.includes(language.name))) return [];
  if (signal.in === "prose" ? language.kind !== "prose" : language.kind === "prose") return [];
  if (signal.in === "code" && language.kind !== "code" && !signal.languages) return [];
  let pattern = compiled.get(signal);
  if (!pattern) compiled.set(signal, (pattern = new RegExp(signal.pattern.source, `${signal.pattern.flags}gm`)));
  return signal.in === "code" ? find(pattern, code, null) : find(pattern, text, signal.inStrings ? null : code);
}

/** `code` is the reading in which strings are empty, where a match must begin outside them. */
function find(pattern: RegExp, text: string, code: string | null): Trace[] {
  const found: Trace[] = [];
  let [line, from] = [1, 0];
  for (const match of text.matchAll(pattern)) {
    const start = match.index + /^\s*/.exec(match[0])![0].length;
    if (code !== null && code[start] !== text[start]) continue;
    for (let at = text.indexOf("\n", from); at >= 0 && at < start; at = text.indexOf("\n", from)) {
      line++;
      from = at + 1;
    }
    const name = Object.values(match.groups ?? {}).find((group) => group !== undefined) ?? null;
    if (found.at(-1)?.line !== line) found.push({line, name});
    if (found.length === mostTraces) break;
  }
  return found;
}

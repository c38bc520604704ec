import {capabilities} from "../capabilities/index.ts";
import type {Role, Signal} from "../capabilities/capability.ts";
import {languageOf, type Language} from "../code/language.ts";
import {readCode, type Reading} from "../code/scan.ts";
import {commandsOf, type Command} from "../graph/commands.ts";
import {importsOf, type Import} from "../graph/imports.ts";
import {roleOf} from "../graph/role.ts";
import {items} from "../reproducibility/items.ts";
import {findStubs, type Stub} from "../stubs/find.ts";
import type {Entry} from "../tree/entry.ts";
import {outcomesOf, type Outcome} from "./outcomes.ts";
import {sightOf, tracesOf, type Sight, type Trace} from "./traces.ts";

/** All that is kept of a file that counts. */
export interface FileFacts {
  path: string;
  blob: string;
  bytes: number;
  role: Role;
  /** Null for a file that is no text, or of no language that is known. */
  language: Language | null;
  lines: Reading["lines"] | null;
  stubs: Stub[];
  imports: Import[];
  commands: Command[];
  traces: Map<Signal, Trace[]>;
  /** Lines on which classes are defined that have methods, none of which does anything. */
  hollow: Set<number>;
  /** Names of classes that classes here inherit from. */
  bases: Set<string>;
  outcomes: Outcome[];
  /** Measurements by their sign: the line on which the first stands. */
  measured: Map<string, number>;
}

/** Every signal there is. */
export const signals: readonly Signal[] = [
  ...capabilities.flatMap(({parts, against}) => [...parts.flatMap((part) => part.signals), ...against]),
  ...items.flatMap(({about, speaksFor, against}) => [...about, ...speaksFor, ...against])
];

const measuredHead = 256 * 1024;

/** What a file tells. `content` is null where it is not read: its path alone tells. */
export function factsOf(entry: Entry, content: Buffer | null): FileFacts {
  const {path, blob} = entry;
  const text = content === null ? null : content.toString("utf8").replaceAll("\r\n", "\n");
  const language = text === null ? null : languageOf(path, text.slice(0, 200));
  const reading = text !== null && language ? readCode(text, language) : null;
  const role = roleOf(path);
  const sight = sightOf(path, language, reading);
  const stubs = reading ? findStubs(reading, text!.split("\n"), language!, path.endsWith(".pyi")) : [];
  return {
    path,
    blob,
    bytes: entry.bytes ?? 0,
    role,
    language,
    lines: reading?.lines ?? null,
    stubs,
    imports: reading ? importsOf(reading, language!) : [],
    commands: reading ? commandsOf(path, role, reading, language) : [],
    traces: tracesIn(sight),
    hollow: reading && language!.name === "Python" ? hollowClasses(reading.code, stubs) : new Set(),
    bases: reading && language!.name === "Python" ? basesIn(reading.code) : new Set(),
    outcomes: text !== null && /\.(?:xml|ndjson|jsonl|log|txt)$/.test(path) ? outcomesOf(text) : [],
    measured:
      text !== null && language?.kind !== "code" && language?.kind !== "prose"
        ? measuredIn(text.slice(0, measuredHead))
        : new Map()
  };
}

function basesIn(code: readonly string[]): Set<string> {
  return new Set(
    code
      .flatMap((line) => (/^\s*class\s+\w+\s*\(([^)]*)/.exec(line)?.[1] ?? "").split(/[\s,.[\]=]+/))
      .filter((name) => name !== "")
  );
}

function tracesIn(sight: Sight): Map<Signal, Trace[]> {
  const found = new Map<Signal, Trace[]>();
  for (const signal of signals) {
    const traces = tracesOf(signal, sight);
    if (traces.length > 0) found.set(signal, traces);
  }
  return found;
}

function measuredIn(head: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const {measured} of capabilities)
    for (const {sign, pattern} of measured) {
      const match = pattern.exec(head);
      if (match) found.set(sign, head.slice(0, match.index).split("\n").length);
    }
  return found;
}

/** Lines on which classes begin that define methods, none of which does anything. */
function hollowClasses(code: readonly string[], stubs: readonly Stub[]): Set<number> {
  const unfinished = new Set(stubs.map(({defined}) => defined));
  const found = new Set<number>();
  for (const [i, line] of code.entries()) {
    const [, indent] = /^(\s*)class\s+\w+/.exec(line) ?? [];
    if (indent === undefined) continue;
    const methods: number[] = [];
    for (let at = i + 1; at < code.length; at++) {
      const text = code[at]!;
      if (text.trim() !== "" && /^\s*/.exec(text)![0].length <= indent.length) break;
      if (/^\s*(?:async\s+)?def\s+(?!__init__\b)\w+/.test(text)) methods.push(at + 1);
    }
    if (methods.length > 0 && methods.every((method) => unfinished.has(method))) found.add(i + 1);
  }
  return found;
}

import type {Language} from "../code/language.ts";
import type {Reading} from "../code/scan.ts";

/** What a file asks for, as it writes it. */
export interface Import {
  /** From 1. */
  line: number;
  target: string;
  /** Names taken from it; empty where it is taken whole. */
  names: string[];
}

type Reader = (text: string) => Iterable<{index: number; target: string; names: string[]}>;

const byLanguage: Record<string, Reader> = {
  Python: pythonImports,
  TypeScript: scriptImports,
  JavaScript: scriptImports,
  "C++": includes,
  C: includes,
  CUDA: includes,
  Rust: rustImports,
  Go: goImports
};

/** The imports of a file, in the order of its lines. */
export function importsOf({text}: Reading, language: Language): Import[] {
  const read = byLanguage[language.name];
  if (!read) return [];
  const whole = text.join("\n");
  const found: Import[] = [];
  let [line, from] = [1, 0];
  for (const {index, target, names} of read(whole)) {
    for (let at = whole.indexOf("\n", from); at >= 0 && at < index; at = whole.indexOf("\n", from)) {
      line++;
      from = at + 1;
    }
    found.push({line, target, names});
  }
  return found;
}

function* pythonImports(text: string): ReturnType<Reader> {
  const pattern = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n]+))|import[ \t]+([\w., \t]+))/gm;
  for (const {index, 1: from, 2: many, 3: one, 4: whole} of text.matchAll(pattern))
    if (from !== undefined) yield {index, target: from, names: namesIn(many ?? one ?? "")};
    else for (const name of namesIn(whole!)) yield {index, target: name, names: []};
}

function namesIn(list: string): string[] {
  return list
    .split(",")
    .map((part) => part.trim().split(/\s+as\s+/)[0]!)
    .filter((name) => name !== "" && name !== "*");
}

function* scriptImports(text: string): ReturnType<Reader> {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*|\bnew URL\(\s*)["'`]([^"'`\n]+)["'`]/g;
  for (const {index, 1: target} of text.matchAll(pattern)) yield {index, target: target!, names: []};
}

function* includes(text: string): ReturnType<Reader> {
  for (const {index, 1: target} of text.matchAll(/^[ \t]*#[ \t]*include[ \t]*["<]([^">\n]+)[">]/gm))
    yield {index, target: target!, names: []};
}

function* rustImports(text: string): ReturnType<Reader> {
  for (const {index, 1: module, 2: path} of text.matchAll(/\bmod\s+(\w+)\s*;|\buse\s+([\w:]+)/g))
    yield {index, target: module ? `mod ${module}` : path!, names: []};
}

function* goImports(text: string): ReturnType<Reader> {
  for (const {index, 1: target} of text.matchAll(/^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([^"\n]+)"[ \t]*$/gm))
    yield {index, target: target!, names: []};
}

import {pythonRules} from "./rules.ts";

export interface PythonStub {
  /** From 0. */
  line: number;
  rule: string;
  /** The line of the definition it is the body of; null: a case inside one. */
  defined: number | null;
}

interface Body {
  defined: number;
  statements: {line: number; text: string}[];
}

const definition = /^(\s*)(?:async\s+)?def\s+\w+/;
const interfaceMark = /^\s*@(?:\w+\.)*(?:abstract\w*|overload)\b/;

/** Bodies that do nothing, and lines that refuse a case. Abstract methods, overloads and protocols are no stubs. */
export function pythonStubs(code: readonly string[]): PythonStub[] {
  const found: PythonStub[] = [];
  for (let i = 0; i < code.length; i++) {
    if (!definition.test(code[i]!) || isInterface(code, i)) continue;
    const {statements} = bodyOf(code, i);
    const [only] = statements;
    if (statements.length !== 1 || !only) continue;
    const rule = /^raise\s+NotImplementedError\b/.test(only.text)
      ? pythonRules.raises
      : /^(?:pass|\.\.\.|return\s+NotImplemented)$/.test(only.text)
        ? pythonRules.empty
        : null;
    if (rule) found.push({line: only.line, rule, defined: i});
  }
  const bodies = new Set(found.map(({line}) => line));
  for (const [line, text] of code.entries())
    if (/\braise\s+NotImplementedError\b/.test(text) && !bodies.has(line) && !abstractAbove(code, line))
      found.push({line, rule: pythonRules.case, defined: null});
  return found.sort((a, b) => a.line - b.line);
}

/** The statements of a definition, up to the third, without those on which it ends. */
function bodyOf(code: readonly string[], defined: number): Body {
  const indent = indentOf(code[defined]!);
  let depth = 0;
  let line = defined;
  let rest: string | null = null;
  for (; line < Math.min(code.length, defined + 200) && rest === null; line++)
    for (const [at, character] of [...code[line]!].entries()) {
      if ("([{".includes(character)) depth++;
      else if (")]}".includes(character)) depth--;
      else if (character === ":" && depth === 0) {
        rest = code[line]!.slice(at + 1).trim();
        break;
      }
    }
  const statements = rest ? [{line: line - 1, text: rest}] : [];
  for (; rest !== null && line < code.length && statements.length < 3; line++) {
    if (code[line]!.trim() === "") continue;
    if (indentOf(code[line]!) <= indent) break;
    statements.push({line, text: code[line]!.trim()});
  }
  return {defined, statements};
}

/** Decorated as abstract, or inside a Protocol or an abstract base. */
function isInterface(code: readonly string[], defined: number): boolean {
  for (let i = defined - 1; i >= 0 && /^\s*@/.test(code[i]!); i--) if (interfaceMark.test(code[i]!)) return true;
  const indent = indentOf(code[defined]!);
  for (let i = defined - 1; i >= 0; i--) {
    if (code[i]!.trim() === "" || indentOf(code[i]!) >= indent) continue;
    return /^\s*class\s+\w+\s*\([^)]*\bProtocol\b/.test(code[i]!);
  }
  return false;
}

function abstractAbove(code: readonly string[], line: number): boolean {
  for (let i = line - 1; i >= 0 && line - i < 40; i--) if (definition.test(code[i]!)) return isInterface(code, i);
  return false;
}

function indentOf(text: string): number {
  return /^\s*/.exec(text)![0].length;
}

/** Longer texts are left as they are. */
const longest = 256 * 1024;
const token =
  /\s*(?:([bu]?)('(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*")|([{}[\](),:])|(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\w.])|(None|True|False|nan|-?inf)(?![\w.]))/iy;
const words: Record<string, string> = {
  None: "null",
  True: "true",
  False: "false",
  nan: "NaN",
  inf: "Infinity",
  "-inf": "-Infinity"
};
const escapes: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  v: "\v",
  a: "\x07",
  "0": "\0",
  "\n": ""
};

/**
 * The JSON text of a Python literal as repr prints it: dicts, lists, tuples, strings, numbers, None, True, False, nan,
 * inf. Spaced as Python's own JSON is, so that texts compare. Null for anything else (objects, arrays of NumPy, sets), so that nothing is guessed.
 */
export function pythonToJson(text: string): string | null {
  if (text.length > longest) return null;
  const out: string[] = [];
  for (let at = 0; at < text.length;) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) return text.slice(at).trim() === "" ? joined(out) : null;
    at = token.lastIndex;
    const [, , string, mark, number, word] = found;
    if (string !== undefined) out.push(JSON.stringify(unescaped(string.slice(1, -1))));
    else if (number !== undefined) out.push(jsonNumber(number));
    else if (mark !== undefined) push(out, mark);
    else if (word !== undefined && Object.hasOwn(words, word)) out.push(words[word]!);
    else return null;
  }
  return joined(out);
}

/** A comma before a closing bracket is Python's, not JSON's; a key that is no string becomes one. */
function push(out: string[], mark: string): void {
  const last = out.at(-1);
  if (/[\])}]/.test(mark) && last === ", ") out.pop();
  if (mark === ":" && last !== undefined && !last.startsWith('"')) out[out.length - 1] = JSON.stringify(last);
  out.push({"(": "[", ")": "]", ",": ", ", ":": ": "}[mark] ?? mark);
}

function joined(out: string[]): string | null {
  return out.length > 0 ? out.join("") : null;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([^]))/gi, (all, x, u, wide, other) => {
    const code = (x ?? u ?? wide) as string | undefined;
    if (code === undefined)
      return escapes[other as string] ?? (/['"\\]/.test(other as string) ? (other as string) : (all as string));
    const point = parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : (all as string);
  });
}

/** "1." and ".5" are no JSON numbers. */
function jsonNumber(number: string): string {
  return number.replace(/^(-?)\./, "$10.").replace(/\.(?!\d)/, ".0");
}

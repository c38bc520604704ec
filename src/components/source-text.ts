/** Numbers as they stand in logs: 12, -0.5, 1e-5, +3.25E+02, and the words NaN and Infinity. */
const numeric = /[+-]?(?:\d+(?:[_,]\d+)*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?(?:NaN|Infinity|inf|nan)\b/g;

function sameNumber(token: string, target: number): boolean {
  const plain = token.replace(/[_,]/g, "").replace(/^([+-]?)inf$/, "$1Infinity");
  return Object.is(Number(plain), target) || (Number.isNaN(target) && /^[+-]?nan$/i.test(token));
}

function isWordAt(text: string, start: number, end: number): boolean {
  const edge = /[\p{L}\p{N}_]/u;
  const clash = (outer: string | undefined, inner: string | undefined): boolean =>
    outer !== undefined && inner !== undefined && edge.test(outer) && edge.test(inner);
  return !clash(text[start - 1], text[start]) && !clash(text[end], text[end - 1]);
}

function findText(text: string, wanted: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    if (isWordAt(text, at, at + wanted.length)) found.push([at, at + wanted.length]);
  }
  return found;
}

/**
 * Where a value stands in the text of its unit, as [start, end) offsets: as written, or as another spelling of the same
 * number (0.50 for 0.5). Empty where it does not stand there.
 * @example findValue('{"loss":0.50}', "0.5") // [[8, 12]]
 */
export function findValue(text: string, raw: string): [number, number][] {
  if (raw === "") return [];
  const target = raw === "NaN" ? NaN : Number(raw);
  const isNumber = raw === "NaN" || (raw.trim() !== "" && !Number.isNaN(target));
  if (!isNumber) return findText(text, raw);
  const tokens = [...text.matchAll(numeric)].filter((m) => isWordAt(text, m.index, m.index + m[0].length));
  return tokens.filter((m) => sameNumber(m[0], target)).map((m) => [m.index, m.index + m[0].length]);
}

/** Text cut into stretches, those of the cited value marked. */
export function markValue(text: string, raw: string | null): {text: string; cited: boolean}[] {
  const parts: {text: string; cited: boolean}[] = [];
  let at = 0;
  for (const [start, end] of raw === null ? [] : findValue(text, raw)) {
    if (start > at) parts.push({text: text.slice(at, start), cited: false});
    parts.push({text: text.slice(start, end), cited: true});
    at = end;
  }
  if (at < text.length) parts.push({text: text.slice(at), cited: false});
  return parts;
}

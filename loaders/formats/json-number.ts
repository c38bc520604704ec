/** A number token: `raw` is its text where that differs from the shortest round-trip text of the double. */
export interface NumberToken {
  value: number | bigint;
  raw: string | null;
  end: number;
}

const zero = 0x30;
const nine = 0x39;

/**
 * Reads the JSON number that begins at `start`, or null where the grammar does not hold. Integers beyond 2^53 come as
 * bigint. A decimal of at most 15 significant digits without a trailing zero is its own shortest text, so that most
 * numbers need no comparison.
 */
export function readNumber(text: string, start: number): NumberToken | null {
  let i = start;
  const negative = text.charCodeAt(i) === 0x2d;
  if (negative) i++;
  const first = i;
  let c = text.charCodeAt(i);
  while (c >= zero && c <= nine) c = text.charCodeAt(++i);
  const whole = i - first;
  if (whole === 0 || (whole > 1 && text.charCodeAt(first) === zero)) return null;
  let last = zero + 1;
  let plain = true;
  if (c === 0x2e) {
    const dot = i;
    c = text.charCodeAt(++i);
    while (c >= zero && c <= nine) {
      last = c;
      c = text.charCodeAt(++i);
    }
    if (i === dot + 1) return null;
    plain = false;
  }
  const digits = i - first - (plain ? 0 : 1);
  let exponent = false;
  if (c === 0x65 || c === 0x45) {
    i = endOfExponent(text, i + 1);
    if (i < 0) return null;
    exponent = true;
  }
  const token = text.slice(start, i);
  const value = Number(token);
  if (plain && !exponent && digits > 15 && !Number.isSafeInteger(value))
    return {value: BigInt(token), raw: rawOf(token, value), end: i};
  const small = value === 0 || (value < 1e-6 && value > -1e-6);
  const shortest = !exponent && digits <= 15 && last !== zero && !small;
  return {
    value,
    raw: shortest || (plain && !exponent && !negative && digits <= 15) ? null : rawOf(token, value),
    end: i
  };
}

function endOfExponent(text: string, from: number): number {
  let i = from;
  const sign = text.charCodeAt(i);
  if (sign === 0x2b || sign === 0x2d) i++;
  const digits = i;
  for (let c; (c = text.charCodeAt(i)) >= zero && c <= nine;) i++;
  return i > digits ? i : -1;
}

function rawOf(token: string, value: number): string | null {
  return token === (Object.is(value, -0) ? "-0" : String(value)) ? null : token;
}

const nonFiniteWord = /^[+-]?(?:nan|inf(?:inity)?)$/i;

/** The number a text is in full ("0.5", "1e-3", "NaN"), else null. Digits with a leading zero name something. */
export function numberInText(text: string): {value: number; raw: string | null} | null {
  if (nonFiniteWord.test(text))
    return {value: /nan/i.test(text) ? NaN : text.startsWith("-") ? -Infinity : Infinity, raw: text};
  const token = readNumber(text, 0);
  if (token === null || token.end !== text.length || !Number.isFinite(Number(token.value))) return null;
  return {value: Number(token.value), raw: token.raw};
}

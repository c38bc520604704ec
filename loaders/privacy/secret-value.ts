/** Shannon entropy of the characters of `text`, bits per character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const n = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / n) * Math.log2(count / n);
  return bits;
}

/** What stands beside a telling key without being a secret: numbers, names, code, paths, digests, times. */
const innocent = [
  /^[-+]?[\d.,_]+(?:e[-+]?\d+)?[a-z%]{0,3}$/i,
  /^[a-z]+(?:[_-](?:[a-z]+|\d+))+$/i,
  /^[a-z_]\w*(?:(?:\.|::|->)[a-z_]\w*)+$/i,
  /^(?:\.{0,2}|~|[a-z]:|[\w.-]+)[\\/](?:[\w. -]+[\\/])*[\w.-]*\.\w+$/i,
  /^(?:\.{1,2}|~)?\/(?:[\w.-]+\/)*[\w.-]*$/,
  /^sha\d+[:-]/i,
  /^\d{4}-\d\d-\d\d/,
  /^[a-z][a-z0-9+.-]*:\/\//i
];

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const passwordKey = /pass|pwd/i;
const secretKey = /secret|api|access|private|auth/i;
/** Tokens of text, of paging and of counts, which are no secrets. */
const wordToken =
  /(?:pad|eos|bos|unk|mask|cls|sep|next|page|continuation|image|video|audio|special|stop|start|end|per|of|each|first|last|prompt|output|input|text)[_-]?token$/i;

/**
 * Whether `value`, standing beside the identifier `key`, reads as a secret: at least 12 characters of at least 3 bits
 * each, with letters and digits; for a password at least 8 characters of 2.5 bits, with letters and something else.
 */
export function isSecretBeside(key: string, value: string): boolean {
  if (wordToken.test(key) || innocent.some((shape) => shape.test(value)) || !/[a-z]/i.test(value)) return false;
  if (uuid.test(value)) return secretKey.test(key) || passwordKey.test(key);
  if (passwordKey.test(key)) return value.length >= 8 && /[^a-z]/i.test(value.slice(0, -1)) && entropy(value) >= 2.5;
  return value.length >= 12 && /\d/.test(value) && entropy(value) >= 3;
}

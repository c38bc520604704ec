const words: readonly [RegExp, string][] = [
  [/^(?:>=|≥)\s*/, "at least "],
  [/^(?:<=|≤)\s*/, "at most "],
  [/^>\s*/, "more than "],
  [/^<\s*/, "less than "]
];

const moves: readonly [RegExp, string][] = [
  [/^(?:higher|rises|rose|increase[sd])\b/, "a rise"],
  [/^(?:lower|falls|fell|decrease[sd])\b/, "a fall"]
];

/**
 * An expectation as people say it; one that is written in no known form is given back as it stands.
 * @example expectationWords("= 28.6 ± 1 % min") // "28.6 min, within 1 %"
 */
export function expectationWords(expectation: string): string {
  const text = expectation.trim();
  const within = /^=\s*(\S+)\s*(?:±|\+-|\+\/-)\s*([\d.]+)\s*(%?)\s*(.*)$/.exec(text);
  if (within) {
    const [, target = "", tolerance = "", percent, unit = ""] = within;
    const suffix = unit ? `\u00a0${unit}` : "";
    return `${target}${suffix}, within ${tolerance}${percent ? "\u202f%" : suffix}`;
  }
  const bound = (written: string): string => written.replace(/\s+/g, "\u00a0");
  for (const [sign, word] of words) if (sign.test(text)) return word + bound(text.replace(sign, ""));
  for (const [word, noun] of moves) if (word.test(text)) return text.replace(word, noun);
  return /^=\s*/.test(text) ? `exactly ${bound(text.replace(/^=\s*/, ""))}` : text;
}

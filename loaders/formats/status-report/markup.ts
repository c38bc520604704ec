const held = "\uE000";
const mark = /[\p{Extended_Pictographic}\u2713\u2717\u2718\uFE0F]+/gu;

/** Text without Markdown's marks; words, emoji and what stands in code spans stay: plain("**`a_b`** ✅") is "a_b ✅". */
export function plain(text: string): string {
  const spans: string[] = [];
  const open = text.replace(/`([^`]*)`/g, (_, span: string) => {
    spans.push(span);
    return held;
  });
  const bare = open
    .replace(/<br ?\/?>/gi, "\n")
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, "$1")
    .replace(/(^|[\s([“‘—–-])\*(?=[^\s*])([^*]*)\*(?=$|[\s).,:;!?\]”’—–-])/g, "$1$2")
    .replace(/\\([|*_])/g, "$1");
  let next = 0;
  const whole = bare.replaceAll(held, () => spans[next++] ?? held);
  return whole
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

/** plain() on one line. */
export function plainLine(text: string): string {
  return inOneLine(plain(text));
}

/** Lines joined by a space. */
export function inOneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join(" ");
}

/** plain() on one line without emoji and ticks: withoutMarks("CPU Fallbacks ✅") is "CPU Fallbacks". */
export function withoutMarks(text: string): string {
  return plainLine(text).replace(mark, " ").replace(/\s+/g, " ").trim();
}

/** The emoji and ticks of a text, without variation selectors: marksOf("✔️/⚠️") is ["✔", "⚠"]. */
export function marksOf(text: string): string[] {
  return [...text.matchAll(mark)].flatMap(([run]) => [...run.replaceAll("\uFE0F", "")]);
}

/** A title without its number: unnumbered("2.1 Tokenization") is "Tokenization". */
export function unnumbered(title: string): string {
  return title.replace(/^\d+(\.\d+)*[.)]?\s+/, "");
}

/** A bold lead and what follows it: lead("**Seeds** – fixed") is {title: "Seeds", rest: "fixed"}. */
export function boldLead(text: string): {title: string; rest: string} | null {
  const match = /^\s*(\*\*|\*)([^*]+)\1\s*/.exec(text);
  if (!match) return null;
  const title = plainLine(match[2]!).replace(/[.:]$/, "");
  return {title, rest: plainLine(text.slice(match[0].length).replace(/^[:–—-]\s*/, ""))};
}

/** "Label: rest" with a short label: colonLead("Seeds: partial") is {title: "Seeds", rest: "partial"}. */
export function colonLead(text: string): {title: string; rest: string} | null {
  const line = plainLine(text);
  const at = line.indexOf(": ");
  return at > 0 && at <= 60 ? {title: line.slice(0, at), rest: line.slice(at + 2).trim()} : null;
}

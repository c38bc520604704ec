/** Whether a line is the row of dashes under a table's header. */
export function isDelimiter(text: string): boolean {
  const line = text.trim();
  return line.includes("|") && line.includes("-") && cellsOf(line).every((cell) => /^:?-+:?$/.test(cell));
}

/**
 * The cells of a table row, trimmed, with their marks. A pipe inside a code span or behind a backslash is text: many
 * reports hold `a|b` in back-ticks, where a strict reader would see two cells.
 */
export function cellsOf(text: string): string[] {
  const row = text
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  const spans = [...row].filter((character) => character === "`").length % 2 === 0;
  const cells = [""];
  let inSpan = false;
  for (let i = 0; i < row.length; i++) {
    const character = row[i]!;
    if (spans && character === "`") inSpan = !inSpan;
    if (character === "|" && !inSpan && row[i - 1] !== "\\") cells.push("");
    else cells[cells.length - 1] += character;
  }
  return cells.map((cell) => cell.trim());
}

/** The lines "Python: 3.8.5" of a framework's environment report; a line without a key goes on with the one before. */
export function reportLines(text: string, untitled = "env_info"): (readonly [string, string])[] {
  const entries: [string, string][] = [];
  for (const line of text.split("\n")) {
    const found = /^([A-Za-z][^:]{0,60}):\s*(.*)$/.exec(line);
    const last = entries.at(-1);
    if (found) entries.push([found[1]!, found[2]!]);
    else if (last) last[1] += `\n${line}`;
    else if (line.trim() !== "") entries.push([untitled, line]);
  }
  return entries;
}

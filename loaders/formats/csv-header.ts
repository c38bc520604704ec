import type {Source} from "../files/source.ts";
import {delimiterOf, sampledRows, soleDelimiter} from "./csv-quotes.ts";

const sampleBytes = 64 * 1024;

/** What tells the cells of a table apart. `settled`: whatever is appended to the file, it stays. */
export interface Delimiter {
  text: string;
  settled: boolean;
}

/** Found from the header, whose line begins at `start`, and the whole lines below it; a comma where that fails. */
export function findDelimiter(source: Source, start: number, header: string): Delimiter {
  const sole = soleDelimiter(header);
  if (sole !== null) return {text: sole, settled: true};
  const sample = source.slice(start, start + sampleBytes);
  const rows = sample
    .toString("utf8")
    .split("\n")
    .slice(1, -1)
    .filter((line) => line.trim() !== "");
  const settled = sample.length === sampleBytes || rows.length >= sampledRows;
  return {text: delimiterOf([header, ...rows]) ?? ",", settled};
}

/** Names of the columns, trimmed: a repeated one has "#2" behind it, a missing one is "column 3". */
export function columnNames(cells: string[]): {columns: string[]; renamed: [string, string][]} {
  const taken = new Set<string>();
  const renamed: [string, string][] = [];
  const columns = cells.map((cell, i) => {
    const name = cell.trim();
    let unique = name || `column ${i + 1}`;
    for (let n = 2; taken.has(unique); n++) unique = `${name || `column ${i + 1}`}#${n}`;
    taken.add(unique);
    if (unique !== name) renamed.push([name, unique]);
    return unique;
  });
  return {columns, renamed};
}

import type {Head} from "../format.ts";
import {isDelimiter, cellsOf} from "./table-line.ts";
import {topicOf} from "./topic.ts";

/** What makes a text a status report. One signal alone is found in any project's README. */
interface Signal {
  weight: number;
  found: (lines: string[], headings: string[]) => boolean;
}

const signals = {
  "a title that calls it a status": {
    weight: 0.35,
    found: (_, headings) =>
      headings.some((title) => /\bstatus (update|report|audit)\b|\baudit status\b|\bsprint progress\b/i.test(title))
  },
  "sections of a report": {weight: 0.25, found: (_, headings) => headings.some((title) => topicOf(title) !== null)},
  "several sections of a report": {
    weight: 0.3,
    found: (_, headings) => new Set(headings.map(topicOf).filter((topic) => topic !== null)).size >= 3
  },
  "a table of capabilities with a status": {
    weight: 0.35,
    found: (lines) => hasTable(lines, /^capability\b/i, /^status\b/i)
  },
  "a table of scored deficits": {weight: 0.3, found: (lines) => hasTable(lines, /^score$/i, /^primary deficit$/i)},
  "a table of recorded blockers": {weight: 0.3, found: (lines) => hasTable(lines, /^timestamp/i, /\bblocker$/i)},
  "errors captured as questions": {
    weight: 0.3,
    found: (lines) => lines.some((line) => /^\s*Question (for|from) (ChatGPT|Codex)\b/.test(line))
  },
  "a checklist": {weight: 0.2, found: (lines) => lines.filter((line) => /^\s*[-*] \[[ xX]\] /.test(line)).length >= 3},
  "a verdict per gate": {
    weight: 0.2,
    found: (lines) => lines.filter((line) => /^\s*[-*] .{1,80}: *(PASS|FAIL|SKIP|DEGRADED)\.?$/.test(line)).length >= 2
  },
  "items of a sprint with their status": {
    weight: 0.35,
    found: (lines, headings) =>
      headings.some((title) => /(^|\s)[A-Za-z]+\d*-\d+(-\d+)?(, [\w-]+)*: \S/.test(title)) &&
      lines.some((line) => /^(- )?\*\*Status:?\*\*/.test(line))
  },
  "a generated line": {weight: 0.1, found: (lines) => lines.some((line) => /^(> |- |<!-- )?generated:? /i.test(line))},
  "audit figures by name": {
    weight: 0.15,
    found: (lines, headings) =>
      headings.some((title) => /\baudits?\b/i.test(title)) &&
      lines.filter((line) => /^[-*] .*\baudit\b.*`[^`]*artifacts\//i.test(line)).length >= 2
  },
  "an addendum": {weight: 0.15, found: (_, headings) => headings.some((title) => /^addendum\b/i.test(title))}
} as const satisfies Record<string, Signal>;

/** 0 unless at least two signals are found; their weights together, at most 0.95. */
export function detect(_path: string, head: Head): number {
  const lines = head.lines.map((line) => line.slice(0, 2000));
  if (/^\s*(\{\s*(["}]|$)|\[\s*([{"\]]|$))/.test(lines[0] ?? "")) return 0;
  const headings = headingsOf(lines);
  const found = Object.values(signals).filter((signal: Signal) => signal.found(lines, headings));
  if (found.length < 2) return 0;
  return Math.min(0.95, found.reduce((sum, {weight}) => sum + Math.round(weight * 100), 0) / 100);
}

function headingsOf(lines: string[]): string[] {
  return lines.flatMap((line, i) => {
    const marked =
      /^\s{0,3}#{1,6}\s+(.+)$/.exec(line)?.[1] ?? /^\d{1,2}[.)]\s+\*\*([^*]{1,100})\*\*\s*$/.exec(line)?.[1];
    if (marked) return marked.split("\\n").slice(0, 1);
    return /^(={3,}|-{3,})\s*$/.test(lines[i + 1] ?? "") && line.trim() && line.length <= 200 && !line.includes("|")
      ? [line]
      : [];
  });
}

function hasTable(lines: string[], ...titles: RegExp[]): boolean {
  return lines.some((line, i) => {
    const literal = line.includes("|\\n|");
    const header = literal ? line.slice(line.indexOf("|")).split("\\n")[0]! : line;
    if (!header.includes("|") || !(literal || isDelimiter(lines[i + 1] ?? ""))) return false;
    const cells = cellsOf(header);
    return titles.every((title) => cells.some((cell) => title.test(cell)));
  });
}

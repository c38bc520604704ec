import type {Summary} from "./rows.ts";

/** One line per row: the median with its interval, the bandwidth, and its ratio to the copy; the case said once. */
export function describeSummaries(summaries: readonly Summary[]): string {
  const names = summaries.map((summary) => summary.case);
  const lines = summaries.map((summary, n) => {
    const cells = cellsOf(summary);
    return [...(names[n] === names[n - 1] ? [] : [summary.case]), cells];
  });
  const rows = lines.map((line) => line.at(-1) as string[]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return lines
    .flatMap((line) => line.map((part) => (typeof part === "string" ? part : aligned(part, widths))))
    .join("\n");
}

function cellsOf(summary: Summary): string[] {
  const {backend, threads, timed, cache, median, low, high, gb_per_s, of_copy} = summary;
  return [
    `${backend}, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    `${timed}, ${cache}`,
    `${digits(median)} ms`,
    `[${digits(low)}, ${digits(high)}]`,
    `${digits(gb_per_s)} GB/s`,
    of_copy === null ? "copy not measured" : `${of_copy.toFixed(3)} × copy`
  ];
}

/** Names to the left, numbers to the right. */
function aligned(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, n) => (n < 2 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!)));
  return `  ${padded.join("  ")}`;
}

/** Four significant digits. */
export function digits(value: number): string {
  return value >= 1000 ? value.toFixed(0) : value.toPrecision(4);
}

/** Rows from `start` up to but without `end`, counted from 0. */
export interface RowRange {
  start: number;
  end: number;
}

/** Rows further apart than this are fetched apart. */
const nearby = 2000;

/** Ranges joined where little lies between them, in order. @example joinRanges([{start: 0, end: 5}, {start: 5, end: 9}]) */
export function joinRanges(ranges: readonly RowRange[]): RowRange[] {
  const joined: RowRange[] = [];
  for (const {start, end} of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && start - last.end <= nearby) last.end = Math.max(last.end, end);
    else joined.push({start, end});
  }
  return joined;
}

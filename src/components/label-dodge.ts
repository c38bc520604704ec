interface Block {
  sum: number;
  count: number;
}

/**
 * Moves labels apart along one axis by as little as possible (least squares): no two closer than `gap`, all within
 * [min, max], their order kept. Where they cannot all fit, the gap shrinks evenly.
 * @example dodge([10, 12, 50], 14, 0, 100) // [4, 18, 50]
 */
export function dodge(positions: readonly number[], gap: number, min: number, max: number): number[] {
  const n = positions.length;
  if (n === 0) return [];
  const step = n > 1 ? Math.min(gap, (max - min) / (n - 1)) : gap;
  const order = positions.map((_, i) => i).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0) || a - b);
  const blocks: Block[] = [];
  order.forEach((i, rank) => {
    blocks.push({sum: (positions[i] ?? 0) - rank * step, count: 1});
    mergeBackwards(blocks);
  });
  const placed = new Array<number>(n);
  const flat = blocks.flatMap(({sum, count}) => new Array<number>(count).fill(sum / count));
  order.forEach((i, rank) => {
    const highest = max - (n - 1) * step;
    placed[i] = Math.max(min, Math.min(highest, flat[rank] ?? min)) + rank * step;
  });
  return placed;
}

/** Pools neighbours that are out of order until the means rise. */
function mergeBackwards(blocks: Block[]): void {
  for (;;) {
    const [a, b] = [blocks[blocks.length - 2], blocks[blocks.length - 1]];
    if (!a || !b || a.sum / a.count <= b.sum / b.count) return;
    blocks.splice(-2, 2, {sum: a.sum + b.sum, count: a.count + b.count});
  }
}

/**
 * Offsets across the axis that keep dots of one row from covering each other: each takes the smallest free offset,
 * alternating sides, and at most `reach` away.
 * @example swarm([5, 5, 20], 8, 16) // [0, 8, 0]
 */
export function swarm(along: readonly number[], diameter: number, reach: number): number[] {
  const levels = [0];
  for (let d = diameter; d <= reach; d += diameter) levels.push(d, -d);
  const order = along.map((_, i) => i).sort((a, b) => (along[a] ?? 0) - (along[b] ?? 0) || a - b);
  const last = new Map<number, number>();
  const offsets = new Array<number>(along.length).fill(0);
  for (const i of order) {
    const at = along[i] ?? 0;
    const free = levels.find((level) => at - (last.get(level) ?? -Infinity) >= diameter);
    const level = free ?? leastCrowded(levels, last);
    last.set(level, at);
    offsets[i] = level;
  }
  return offsets;
}

function leastCrowded(levels: readonly number[], last: ReadonlyMap<number, number>): number {
  return levels.reduce(
    (best, level) => ((last.get(level) ?? -Infinity) < (last.get(best) ?? -Infinity) ? level : best),
    0
  );
}

interface Sample {
  x: number;
  y: number | null;
}

/**
 * Thins a long line to what a screen can show: of every pixel column the first, the least, the greatest and the last
 * point, and every break. Drawn at that width the line covers the same pixels. Points are in order of x.
 * @param position px along the axis
 */
export function pixelColumns<P extends Sample>(points: readonly P[], position: (x: number) => number): P[] {
  const kept: P[] = [];
  let column: P[] = [];
  let at = NaN;
  const flush = (): void => {
    kept.push(...extremes(column));
    column = [];
  };
  for (const point of points) {
    const pixel = Math.floor(position(point.x));
    if (point.y === null || pixel !== at) flush();
    at = pixel;
    if (point.y === null) kept.push(point);
    else column.push(point);
  }
  flush();
  return kept;
}

function extremes<P extends Sample>(column: readonly P[]): readonly P[] {
  if (column.length <= 4) return column;
  let [low, high] = [0, 0];
  column.forEach(({y}, i) => {
    if ((y ?? 0) < (column[low]?.y ?? 0)) low = i;
    if ((y ?? 0) > (column[high]?.y ?? 0)) high = i;
  });
  const wanted = new Set([0, low, high, column.length - 1]);
  return column.filter((_, i) => wanted.has(i));
}

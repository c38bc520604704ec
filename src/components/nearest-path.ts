/** A line in px, its points in order of x; several parts where it breaks. */
export type Path = readonly (readonly (readonly [number, number])[])[];

const reach = 28;

/** Height of a part at x: on the segment that spans it, or at its single point where that is near. */
function heightAt(part: Path[number], x: number): number | null {
  let [low, high] = [0, part.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((part[middle]?.[0] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [a, b] = [part[low], part[high]];
  if (!a || !b || x < a[0] - reach || x > b[0] + reach) return null;
  if (x <= a[0] || b[0] === a[0]) return a[1];
  return x >= b[0] ? b[1] : a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0]);
}

/**
 * The line nearest above or below a place, within 28 px; null where none is.
 * @example nearestPath(new Map([["a", [[[0, 0], [100, 50]]]]]), 50, 30) // "a"
 */
export function nearestPath(paths: ReadonlyMap<string, Path>, x: number, y: number): string | null {
  let [nearest, distance]: [string | null, number] = [null, reach];
  for (const [id, path] of paths) {
    for (const part of path) {
      const height = heightAt(part, x);
      if (height === null || Math.abs(height - y) >= distance) continue;
      [nearest, distance] = [id, Math.abs(height - y)];
    }
  }
  return nearest;
}

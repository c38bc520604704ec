import {describe, expect, it} from "vitest";
import {pixelColumns} from "../../src/components/pixel-columns.ts";

interface Point {
  x: number;
  y: number | null;
}
const wave = (n: number): Point[] =>
  Array.from({length: n}, (_, i) => ({x: i, y: Math.sin(i / 50) + ((i * 37) % 11) / 10}));

describe("pixelColumns(points, position)", () => {
  it("keeps every point of a short line", () => {
    const points = wave(40);
    expect(pixelColumns(points, (x) => x * 10)).toEqual(points);
  });

  it("keeps first, last, least and greatest of every pixel column", () => {
    const points = wave(10_000);
    const kept = pixelColumns(points, (x) => x / 100);
    expect(kept.length).toBeLessThanOrEqual(400);
    for (let column = 0; column < 100; column++) {
      const own = (set: readonly Point[]): number[] =>
        set.filter(({x}) => Math.floor(x / 100) === column).map(({y}) => y ?? NaN);
      const [all, few] = [own(points), own(kept)];
      expect([few[0], few.at(-1), Math.min(...few), Math.max(...few)]).toEqual([
        all[0],
        all.at(-1),
        Math.min(...all),
        Math.max(...all)
      ]);
    }
  });

  it("keeps every break, and the order", () => {
    const points = wave(1000).map((p) => (p.x % 97 === 0 ? {...p, y: null} : p));
    const kept = pixelColumns(points, (x) => x / 100);
    expect(kept.filter(({y}) => y === null)).toHaveLength(points.filter(({y}) => y === null).length);
    expect(kept.map(({x}) => x)).toEqual([...kept.map(({x}) => x)].sort((a, b) => a - b));
  });
});

import {describe, expect, it} from "vitest";
import {dodge, swarm} from "../../src/components/label-dodge.ts";

function smallestGap(positions: readonly number[]): number {
  const sorted = [...positions].sort((a, b) => a - b);
  return Math.min(...sorted.slice(1).map((p, i) => p - (sorted[i] ?? 0)));
}

describe("dodge(positions, gap, min, max)", () => {
  it("leaves labels that are apart", () => expect(dodge([10, 40, 90], 14, 0, 100)).toEqual([10, 40, 90]));
  it("moves two labels by the same amount", () => expect(dodge([50, 52], 14, 0, 100)).toEqual([44, 58]));
  it("keeps their order", () => {
    const placed = dodge([52, 50, 51], 10, 0, 100);
    expect(placed).toEqual([61, 41, 51]);
  });
  it("stays inside", () => expect(dodge([99, 100], 14, 0, 100)).toEqual([86, 100]));
  it("stays inside at the start", () => expect(dodge([0, 1], 14, 5, 100)).toEqual([5, 19]));
  it("shrinks the gap where they cannot fit", () => expect(dodge([50, 50, 50], 80, 0, 100)).toEqual([0, 50, 100]));
  it("never lets two overlap", () => {
    const wanted = Array.from({length: 30}, (_, i) => (i * 37) % 101);
    const placed = dodge(wanted, 12, 0, 400);
    expect(smallestGap(placed)).toBeGreaterThanOrEqual(12 - 1e-9);
    expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...placed)).toBeLessThanOrEqual(400);
  });
  it("takes none and one", () => {
    expect(dodge([], 10, 0, 100)).toEqual([]);
    expect(dodge([200], 10, 0, 100)).toEqual([100]);
  });
});

describe("swarm(along, diameter, reach)", () => {
  it("keeps dots that are apart on the line", () => expect(swarm([0, 10, 20], 8, 16)).toEqual([0, 0, 0]));
  it("alternates sides", () => expect(swarm([5, 5, 5], 8, 16)).toEqual([0, 8, -8]));
  it("never covers a dot while there is room", () => {
    const along = [1, 2, 3, 4, 5, 30, 31];
    const offsets = swarm(along, 8, 16);
    for (let i = 0; i < along.length; i++) {
      for (let j = 0; j < i; j++) {
        const apart = Math.hypot((along[i] ?? 0) - (along[j] ?? 0), (offsets[i] ?? 0) - (offsets[j] ?? 0));
        expect(apart).toBeGreaterThanOrEqual(8);
      }
    }
  });
  it("stays within reach when crowded", () => {
    const offsets = swarm(new Array<number>(50).fill(1), 8, 16);
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(16);
  });
});

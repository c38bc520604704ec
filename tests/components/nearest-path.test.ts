import {describe, expect, it} from "vitest";
import {nearestPath} from "../../src/components/nearest-path.ts";
import type {Path} from "../../src/components/nearest-path.ts";

const paths = new Map<string, Path>([
  [
    "rising",
    [
      [
        [0, 100],
        [200, 0]
      ]
    ]
  ],
  [
    "level",
    [
      [
        [0, 60],
        [50, 60],
        [200, 60]
      ]
    ]
  ],
  [
    "broken",
    [
      [[0, 200]],
      [
        [100, 200],
        [200, 200]
      ]
    ]
  ]
]);

describe("nearestPath(paths, x, y)", () => {
  it.each([
    ["between points, not only at them", 100, 48, "rising"],
    ["the nearer of two", 100, 57, "level"],
    ["a single point", 10, 195, "broken"],
    ["a part after a break", 150, 210, "broken"]
  ])("finds %s", (_, x, y, expected) => {
    expect(nearestPath(paths, x, y)).toBe(expected);
  });

  it.each([
    ["far from every line", 100, 130],
    ["in a break", 60, 200],
    ["beyond the ends", 300, 60]
  ])("finds nothing %s", (_, x, y) => {
    expect(nearestPath(paths, x, y)).toBeNull();
  });
});

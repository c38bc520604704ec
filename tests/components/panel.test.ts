import {describe, expect, it} from "vitest";
import {scaleFor} from "../../src/components/chart-scale.ts";
import {layOut, markLayer, strokeLayer, xOf, yOf} from "../../src/components/panel.ts";
import type {Box} from "../../src/components/panel.ts";

const options = {height: 200, least: 250, labels: 34};
const overlap = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;

describe("layOut(count, context, options)", () => {
  it.each([1150, 900, 360])("keeps three boxes apart and inside, at %i px", (width) => {
    const {boxes, frame, height} = layOut(3, {width}, options);
    for (const [i, box] of boxes.entries()) {
      expect(frame.left + box.left + box.width).toBeLessThanOrEqual(width);
      expect(frame.top + box.top + box.height).toBeLessThanOrEqual(height);
      for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false);
    }
  });
  it("puts them side by side where they have room, else one below the other", () => {
    expect(new Set(layOut(3, {width: 1150}, options).boxes.map(({top}) => top)).size).toBe(1);
    expect(new Set(layOut(3, {width: 360}, options).boxes.map(({left}) => left)).size).toBe(1);
  });
});

describe("a panel", () => {
  const panel = {left: 100, top: 50, width: 400, height: 200, x: scaleFor([0, 10]), y: scaleFor([0, 2])};
  it("places values in px from its corner", () => {
    expect([xOf(panel, 0), xOf(panel, 10)]).toEqual([100, 500]);
    expect([yOf(panel, 0), yOf(panel, 2)]).toEqual([250, 50]);
  });
});

describe("layers", () => {
  it("are none without marks", () => expect([markLayer([], {}), strokeLayer([], {})]).toEqual([null, null]));
});

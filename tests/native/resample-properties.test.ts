import {describe, expect, it} from "vitest";
import {fuseSync, getOp, resampleSync, tensor, toBfloat16} from "../../native/index.ts";
import type {Floats, Outside, Tensor} from "../../native/index.ts";
import {seeded} from "../seeded.ts";
import type {Seeded} from "../seeded.ts";
import {bracket, floatsOf, interpolate, statedFloat32, ulpDistance} from "./oracle.ts";
import * as formats from "./rational.ts";
import {bitsOf, float32Bits} from "./tensors.ts";

interface Case {
  x: Floats;
  s: Tensor<"float64">;
  t: Tensor<"float64">;
}

/** Times with duplicates, and targets of which many are source times and some lie outside. */
function drawTimes(random: Seeded, batches: number, count: number): Tensor<"float64"> {
  const grid = random.pick([1, 0.1, 1e-3, 1e6]);
  const rows = Array.from({length: batches}, () =>
    Array.from({length: count}, () => random.integer(0, 12) * grid + random.pick([0, 0, random.uniform(0, grid)]))
  );
  return tensor("float64", [batches, count], Float64Array.from(rows.flatMap((row) => row.sort((a, b) => a - b))));
}

function drawValues(random: Seeded, dtype: Floats["dtype"], shape: number[]): Floats {
  const size = random.pick([1, 1, 1e30, 1e-40]);
  const values = Float32Array.from({length: shape.reduce((a, b) => a * b)}, () => random.uniform(-size, size));
  return dtype === "float32" ? tensor(dtype, shape, values) : tensor(dtype, shape, toBfloat16(values));
}

function drawCase(random: Seeded, dtype: Floats["dtype"]): Case {
  const [B, S, T, D] = [random.integer(1, 3), random.integer(1, 9), random.integer(1, 12), random.integer(1, 4)];
  return {x: drawValues(random, dtype, [B, S, D]), s: drawTimes(random, B, S), t: drawTimes(random, B, T)};
}

const outsides: Outside[] = ["clamp", "nan"];
const slice = (clock: Tensor<"float64">, b: number): number[] => [
  ...clock.data.subarray(b * clock.shape[1]!, (b + 1) * clock.shape[1]!)
];

/** Calls back with every result value and the neighbours it comes from. */
function eachValue(
  {x, s, t}: Case,
  outside: Outside,
  check: (at: number, place: ReturnType<typeof bracket>, low: number, high: number) => void
): void {
  const [batches, samples, depth] = x.shape as [number, number, number];
  const values = floatsOf(x);
  for (let b = 0; b < batches; ++b)
    slice(t, b).forEach((time, k) => {
      const place = bracket(slice(s, b), time, outside);
      for (let d = 0; d < depth; ++d) {
        const row = (i: number): number => values[(b * samples + i) * depth + d]!;
        const at = (b * t.shape[1]! + k) * depth + d;
        check(at, place, place ? row(place.low) : NaN, place ? row(place.high) : NaN);
      }
    });
}

describe("resample on 400 seeded cases", () => {
  it("is bit-equal to the stated arithmetic in float32", () => {
    const random = seeded(1);
    for (let n = 0; n < 200; ++n) {
      const drawn = drawCase(random, "float32");
      const outside = random.pick(outsides);
      const y = bitsOf(resampleSync(drawn.x, drawn.s, drawn.t, {outside}).y);
      eachValue(drawn, outside, (at, place, low, high) => {
        const expected = place ? statedFloat32(place, low, high) : NaN;
        if (expected !== 0 || !place || place.low === place.high) expect(y[at]).toBe(float32Bits(expected));
        else expect(y[at]! & 0x7fffffff).toBe(0);
      });
    }
  });

  it.each(["float32", "bfloat16"] as const)("is within the declared tolerance of the real line in %s", (dtype) => {
    const random = seeded(2);
    const {ulp} = getOp("resample").tolerance[dtype]!;
    for (let n = 0; n < 100; ++n) {
      const drawn = drawCase(random, dtype);
      const y = floatsOf(resampleSync(drawn.x, drawn.s, drawn.t).y);
      eachValue(drawn, "clamp", (at, place, low, high) => {
        const beside = Math.max(Math.abs(low), Math.abs(high));
        expect(ulpDistance(y[at]!, interpolate(place!, low, high), beside, formats[dtype])).toBeLessThanOrEqual(ulp);
      });
    }
  });

  it("rounds the float32 result to the nearest bfloat16, once", () => {
    const random = seeded(3);
    for (let n = 0; n < 100; ++n) {
      const drawn = drawCase(random, "bfloat16");
      const y = floatsOf(resampleSync(drawn.x, drawn.s, drawn.t).y);
      eachValue(drawn, "clamp", (at, place, low, high) => {
        const stated = statedFloat32(place!, low, high);
        expect(y[at]! + 0).toBe(formats.round(formats.rational(stated), formats.bfloat16) + 0);
      });
    }
  });

  it("gives its source back at the source times, the last of duplicates", () => {
    const random = seeded(6);
    for (let n = 0; n < 50; ++n) {
      const {x, s} = drawCase(random, "float32");
      const y = resampleSync(x, s, s).y;
      eachValue({x, s, t: s}, "clamp", (at, _, low) => expect(y.data[at]).toBe(low));
    }
  });
});

describe("fuse(streams, t)", () => {
  it("is bit-equal to resampling each stream", () => {
    const random = seeded(8);
    for (let n = 0; n < 100; ++n) {
      const dtype = random.pick(["float32", "bfloat16"] as const);
      const outside = random.pick(outsides);
      const [B, T] = [random.integer(1, 3), random.integer(0, 9)];
      const t = drawTimes(random, B, T);
      const streams = Array.from({length: random.integer(1, 4)}, () => {
        const S = random.integer(1, 8);
        return {x: drawValues(random, dtype, [B, S, random.integer(1, 5)]), s: drawTimes(random, B, S)};
      });
      const fused = fuseSync(streams, t, {outside}).y;
      const each = streams.map(({x, s}) => resampleSync(x, s, t, {outside}).y);
      const rows = Array.from({length: B * T}, (_, row) =>
        each.flatMap((y) => bitsOf(y).slice(row * y.shape[2]!, (row + 1) * y.shape[2]!))
      );
      expect(bitsOf(fused)).toEqual(rows.flat());
      expect(fused.shape).toEqual([B, T, each.reduce((sum, y) => sum + y.shape[2]!, 0)]);
      expect(fused.dtype).toBe(dtype);
    }
  });

  it("puts streams in the order given", () => {
    const constant = (value: number, depth: number) => ({
      x: tensor("float32", [1, 2, depth], new Float32Array(2 * depth).fill(value)),
      s: tensor("float64", [1, 2], Float64Array.of(0, 1))
    });
    const t = tensor("float64", [1, 2], Float64Array.of(0.5, 9));
    const row = [7, 7, 7, 8, 9, 9];
    expect([...fuseSync([constant(7, 3), constant(8, 1), constant(9, 2)], t).y.data]).toEqual([...row, ...row]);
  });

  it("says which backend ran", () => {
    const x = tensor("float32", [0, 1, 1]);
    const clock = tensor("float64", [0, 1]);
    expect(fuseSync([{x, s: clock}], clock, {backend: "js"})).toMatchObject({
      y: tensor("float32", [0, 1, 1]),
      backend: "js"
    });
  });
});

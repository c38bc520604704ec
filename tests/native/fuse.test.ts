import {describe, expect, it} from "vitest";
import {availableBackends, fuseSync, tensor, toBfloat16} from "../../native/index.ts";
import {times} from "./tensors.ts";

describe.each(availableBackends())("fuse(streams, t) on %s", (backend) => {
  const constant = (value: number, depth: number) => ({
    x: tensor("float32", [1, 2, depth], new Float32Array(2 * depth).fill(value)),
    s: times([0, 1])
  });
  it("puts streams in the order given", () => {
    const row = [7, 7, 7, 8, 9, 9];
    const {y} = fuseSync([constant(7, 3), constant(8, 1), constant(9, 2)], times([0.5, 9]), {backend});
    expect([...y.data]).toEqual([...row, ...row]);
    expect(y.shape).toEqual([1, 2, 6]);
  });
  it("takes a stream twice", () => {
    const stream = {x: tensor("float32", [1, 2, 1], Float32Array.of(1, 3)), s: times([0, 1])};
    expect([...fuseSync([stream, stream], times([0.5]), {backend}).y.data]).toEqual([2, 2]);
  });
  it("takes streams with numbers of samples of their own, and of one dtype", () => {
    const bfloat = (values: number[], s: number[]) => ({
      x: tensor("bfloat16", [1, values.length, 1], toBfloat16(values)),
      s: times(s)
    });
    const {y} = fuseSync([bfloat([1, 3], [0, 1]), bfloat([8], [0]), bfloat([0, 4, 4], [0, 1, 2])], times([0.5]), {
      backend
    });
    expect(y).toEqual(tensor("bfloat16", [1, 1, 3], toBfloat16([2, 8, 2])));
  });
  it("says which backend ran", () => {
    const x = tensor("float32", [0, 1, 1]);
    const clock = tensor("float64", [0, 1]);
    expect(fuseSync([{x, s: clock}], clock, {backend})).toMatchObject({y: tensor("float32", [0, 1, 1]), backend});
  });
});

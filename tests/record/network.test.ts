import {describe, expect, it} from "vitest";
import {learningRateAt, makeAdam, update} from "../../loaders/record/adam.ts";
import {imitationLoss} from "../../loaders/record/imitation.ts";
import {initialise, makeNetwork, makeWorkspace} from "../../loaders/record/network.ts";
import {seeded} from "../seeded.ts";

describe("backward(network, …)", () => {
  it("agrees with finite differences of the loss in float64", () => {
    const random = seeded(1);
    const network = makeNetwork([3, 5, 4, 2]);
    const draw = (length: number): Float64Array => Float64Array.from({length}, () => random.uniform(-1, 1));
    const parameters = draw(network.parameterCount);
    const batch = {inputs: draw(3 * 6), actions: draw(2 * 6), rows: Int32Array.of(0, 5, 2, 2)};
    const work = makeWorkspace(network, true);
    const gradient = new Float64Array(network.parameterCount);
    imitationLoss(network, parameters, batch, work, gradient);
    parameters.forEach((value, n) => {
      const lossAt = (moved: number): number => {
        const there = parameters.slice();
        there[n] = moved;
        return imitationLoss(network, there, batch, work, null);
      };
      expect(gradient[n]).toBeCloseTo((lossAt(value + 1e-6) - lossAt(value - 1e-6)) / 2e-6, 7);
    });
  });
  it("adds to the gradient that is there", () => {
    const network = makeNetwork([2, 3, 1]);
    const parameters = initialise(network, 4);
    const batch = {inputs: Float32Array.of(0.5, -1), actions: Float32Array.of(1), rows: Int32Array.of(0)};
    const work = makeWorkspace(network);
    const once = new Float32Array(network.parameterCount);
    imitationLoss(network, parameters, batch, work, once);
    const twice = once.slice();
    imitationLoss(network, parameters, batch, work, twice);
    expect(twice).toEqual(once.map((slope) => 2 * slope));
    expect(once.some((slope) => slope !== 0)).toBe(true);
  });
});

describe("initialise(network, seed)", () => {
  const network = makeNetwork([10, 8, 2]);
  it("has the same weights for the same seed", () => expect(initialise(network, 1)).toEqual(initialise(network, 1)));
  it("has other weights for another", () => expect(initialise(network, 2)).not.toEqual(initialise(network, 1)));
  it("has biases of zero", () => expect([...initialise(network, 1).subarray(80, 88)]).toEqual(Array(8).fill(0)));
});

describe("imitationLoss(…)", () => {
  it("is half the squared error of a linear layer", () => {
    const network = makeNetwork([2, 1]);
    const batch = {inputs: Float32Array.of(3, 4), actions: Float32Array.of(1), rows: Int32Array.of(0)};
    expect(imitationLoss(network, Float32Array.of(1, 2, 5), batch, makeWorkspace(network), null)).toBe(0.5 * 15 ** 2);
  });
});

describe("update(adam, …)", () => {
  it("moves every parameter by the rate at the first step, against its slope", () => {
    const parameters = Float32Array.of(1, 1, 1);
    update(makeAdam(3), parameters, Float32Array.of(0.5, -2, 0), 0.01);
    expect([...parameters].map((value) => Number(value.toFixed(5)))).toEqual([0.99, 1.01, 1]);
  });
  it("finds the least point of a bowl", () => {
    const [adam, parameters] = [makeAdam(2), Float32Array.of(3, -2)];
    for (let n = 0; n < 2000; ++n)
      update(
        adam,
        parameters,
        parameters.map((value, k) => value - k),
        0.01
      );
    expect(parameters[0]).toBeCloseTo(0, 3);
    expect(parameters[1]).toBeCloseTo(1, 3);
  });
});

describe("learningRateAt(step, steps, peak, warmup)", () => {
  it("rises to its peak and falls to a twentieth", () =>
    expect([1, 5, 10, 55, 100].map((step) => Number(learningRateAt(step, 100, 1, 10).toFixed(3)))).toEqual([
      0.1, 0.5, 1, 0.525, 0.05
    ]));
});

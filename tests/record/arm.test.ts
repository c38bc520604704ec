import {describe, expect, it} from "vitest";
import {advance, anglesFor, arm, inverseDynamics, tipOf, torquesOf} from "../../loaders/record/arm.ts";
import type {Pair} from "../../loaders/record/arm.ts";
import {expertAction} from "../../loaders/record/expert.ts";
import {seeded} from "../seeded.ts";

const close = (found: readonly number[], expected: readonly number[], digits = 9): void =>
  found.forEach((value, n) => expect(value).toBeCloseTo(expected[n]!, digits));

describe("the arm", () => {
  it("lies stretched along x at zero angles", () => close(tipOf(0, 0), [arm.upper + arm.fore, 0]));
  it("reaches the points that its angles are asked for", () => {
    const random = seeded(1);
    for (let n = 0; n < 100; ++n) {
      const [radius, angle] = [random.uniform(0.1, 0.74), random.uniform(-3, 3)];
      const point: Pair = [radius * Math.cos(angle), radius * Math.sin(angle)];
      close(tipOf(...anglesFor(...point)), point);
    }
  });
  it("stretches towards a point out of reach", () => close(tipOf(...anglesFor(0, 5)), [0, arm.upper + arm.fore]));
  it("turns forces at the tip into the torques that do the same work", () => {
    const random = seeded(2);
    for (let n = 0; n < 50; ++n) {
      const [q1, q2] = [random.uniform(-2, 2), random.uniform(0.2, 2.5)];
      const force: Pair = [random.uniform(-5, 5), random.uniform(-5, 5)];
      const torque = torquesOf(force, q1, q2);
      for (const [d1, d2] of [
        [1e-6, 0],
        [0, 1e-6]
      ] as Pair[]) {
        const [before, after] = [tipOf(q1 - d1, q2 - d2), tipOf(q1 + d1, q2 + d2)];
        const work = force[0] * (after[0] - before[0]) + force[1] * (after[1] - before[1]);
        expect(work).toBeCloseTo(2 * (torque[0] * d1 + torque[1] * d2), 12);
      }
    }
  });
  it("accelerates as inverse dynamics says", () => {
    const random = seeded(3);
    for (let n = 0; n < 50; ++n) {
      const state = Float64Array.from({length: 4}, () => random.uniform(-2, 2));
      const force: Pair = [random.uniform(-5, 5), random.uniform(-5, 5)];
      const wanted: Pair = [random.uniform(-20, 20), random.uniform(-20, 20)];
      const needed = inverseDynamics(state, wanted);
      const load = torquesOf(force, state[0]!, state[1]!);
      const before = state.slice();
      advance(state, [needed[0] - load[0], needed[1] - load[1]], force, 1e-3);
      close([(state[2]! - before[2]!) / 1e-3, (state[3]! - before[3]!) / 1e-3], wanted, 6);
    }
  });
  it("comes to rest by friction", () => {
    const state = Float64Array.of(0, 1, 3, -4);
    for (let step = 0; step < 20_000; ++step) advance(state, [0, 0], [0, 0], 1e-3);
    close([state[2]!, state[3]!], [0, 0], 3);
  });
});

describe("expertAction(state, target, force)", () => {
  it("does nothing at rest on the target", () => {
    const [q1, q2] = anglesFor(0.4, 0.3);
    close(expertAction(Float64Array.of(q1, q2, 0, 0), [0.4, 0.3], [0, 0]), [0, 0]);
  });
  it("cancels a push at rest on the target", () => {
    const [q1, q2] = anglesFor(0.4, 0.3);
    const [first, second] = expertAction(Float64Array.of(q1, q2, 0, 0), [0.4, 0.3], [3, -2]);
    const push = torquesOf([3, -2], q1, q2);
    close([first * arm.torqueLimit[0], second * arm.torqueLimit[1]], [-push[0], -push[1]]);
  });
  it("stays within the limits of the motors, and reaches them", () => {
    const random = seeded(4);
    const actions = Array.from({length: 200}, () => {
      const state = Float64Array.from({length: 4}, () => random.uniform(-10, 10));
      return expertAction(state, [0.4, random.uniform(-0.3, 0.3)], [0, 0]);
    }).flat();
    expect([Math.min(...actions), Math.max(...actions)]).toEqual([-1, 1]);
  });
});

import {anglesFor, arm, inverseDynamics, torquesOf} from "./arm.ts";
import type {ArmState, Pair} from "./arm.ts";

/** Natural frequency of the closed loop, rad/s; it is critically damped. */
const stiffness = 6;

/**
 * The controller that the policy imitates: computed torque towards the angles of the target, with the measured force at
 * the tip cancelled. Returns torques as a fraction of each motor's limit, in [−1, 1].
 */
export function expertAction(state: ArmState, target: Pair, force: Pair): Pair {
  const [q1, q2, v1, v2] = state as unknown as [number, number, number, number];
  const [goal1, goal2] = anglesFor(...target);
  const acceleration: Pair = [
    stiffness ** 2 * (goal1 - q1) - 2 * stiffness * v1,
    stiffness ** 2 * (goal2 - q2) - 2 * stiffness * v2
  ];
  const torque = inverseDynamics(state, acceleration);
  const load = torquesOf(force, q1, q2);
  return limited([(torque[0] - load[0]) / arm.torqueLimit[0], (torque[1] - load[1]) / arm.torqueLimit[1]]);
}

export function limited([first, second]: Pair): Pair {
  return [Math.min(1, Math.max(-1, first)), Math.min(1, Math.max(-1, second))];
}

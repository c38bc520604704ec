import {advance, arm} from "./arm.ts";
import type {ArmState, Pair} from "./arm.ts";
import {expertAction, limited} from "./expert.ts";
import {seededRandom} from "../bench/random.ts";
import type {Random} from "../bench/random.ts";
import {sampleTimes, sensors} from "./sensors.ts";
import {controlRate, drawTask, seconds, simulationRate} from "./task.ts";
import type {Task} from "./task.ts";

export const ticks = seconds * controlRate;

/** A demonstration as it would be recorded: every sensor on its own clock, and the expert's action at every tick. */
export interface Episode {
  /** In the order of `sensors`: times[S] in seconds and values[S, width]. */
  streams: {times: Float64Array; values: Float32Array}[];
  /** [ticks, 2] torques as a fraction of the limit. */
  actions: Float32Array;
}

/** The expert reaches once. The torque applied is pushed off its course, so that the policy sees how to come back. */
export function demonstrate(seed: number): Episode {
  const random = seededRandom(seed);
  const task = drawTask(random);
  const {trace, actions} = simulate(task, random);
  const streams = sensors.map((sensor) => {
    const times = sampleTimes(sensor, random);
    const values = new Float32Array(times.length * sensor.width);
    times.forEach((at, k) => {
      const moment = {state: stateAt(trace, at), target: task.target(at), force: task.force(at)};
      values.set(sensor.read(moment, random), k * sensor.width);
    });
    return {times, values};
  });
  return {streams, actions};
}

/** Runs the expert and returns the state at every step of the simulation and its action at every tick. */
function simulate(task: Task, random: Random): {trace: Float64Array; actions: Float32Array} {
  const steps = seconds * simulationRate;
  const trace = new Float64Array((steps + 1) * 4);
  const actions = new Float32Array(ticks * 2);
  const state = Float64Array.from(task.start);
  let torque: Pair = [0, 0];
  const push: Pair = [0, 0];
  for (let step = 0; step <= steps; ++step) {
    trace.set(state, step * 4);
    const at = step / simulationRate;
    if (step % (simulationRate / controlRate) === 0 && step < steps) {
      const action = expertAction(state, task.target(at), task.force(at));
      actions.set(action, ((step * controlRate) / simulationRate) * 2);
      disturb(push, random);
      const [first, second] = limited([action[0] + push[0], action[1] + push[1]]);
      torque = [first * arm.torqueLimit[0], second * arm.torqueLimit[1]];
    }
    advance(state, torque, task.force(at), 1 / simulationRate);
  }
  return {trace, actions};
}

/** Correlated noise on the action: it decays by a tenth per tick and is renewed. */
function disturb(push: Pair, random: Random): void {
  push[0] = 0.9 * push[0] + random.normal(0.03);
  push[1] = 0.9 * push[1] + random.normal(0.03);
}

/** The state between two steps of the simulation; after the last step, the last one. */
function stateAt(trace: Float64Array, at: number): ArmState {
  const last = trace.length / 4 - 1;
  const position = Math.min(at * simulationRate, last);
  const step = Math.min(Math.floor(position), last - 1);
  const part = position - step;
  return Float64Array.from({length: 4}, (_, n) => {
    const from = trace[step * 4 + n]!;
    return from + part * (trace[step * 4 + 4 + n]! - from);
  });
}

import {advance, arm, tipOf} from "./arm.ts";
import type {ArmState, Pair} from "./arm.ts";
import {expertAction, limited} from "./expert.ts";
import {featureCount, writeFeatures} from "./features.ts";
import {forward, makeWorkspace} from "./network.ts";
import type {Network} from "./network.ts";
import {seededRandom} from "../bench/random.ts";
import type {Random} from "../bench/random.ts";
import {sampleTimes, sensors} from "./sensors.ts";
import {controlRate, drawTask, seconds, simulationRate} from "./task.ts";
import type {Task} from "./task.ts";

/** Chooses torques, as fractions of the limit, from the true state (the expert) or the latest readings (a policy). */
type Controller = (state: ArmState, task: Task, at: number, readings: Float32Array[]) => Pair;

/** How well a controller reaches: tip against target over the last second of every reach. */
export interface ClosedLoop {
  episodes: number;
  /** Part of the reaches whose mean distance is below `successDistance`. */
  successRate: number;
  /** Mean distance, mm. */
  trackingError: number;
  /** The greatest of the mean distances, mm. */
  worstError: number;
}

/** mm */
export const successDistance = 15;

export function expertController(): Controller {
  return (state, task, at) => expertAction(state, task.target(at), task.force(at));
}

export function policyController(network: Network, parameters: Float32Array): Controller {
  const work = makeWorkspace(network);
  const features = new Float32Array(featureCount);
  return (_state, _task, _at, readings) => {
    writeFeatures(readings, 0, features, 0);
    work.values[0]!.set(features);
    const output = forward(network, parameters, work);
    return limited([output[0]!, output[1]!]);
  };
}

/** Lets the controller act in the simulator on tasks that no demonstration has. */
export function evaluate(controller: Controller, seed: number, episodes: number): ClosedLoop {
  const errors = Array.from({length: episodes}, (_, n) => reach(controller, seededRandom(seed + n)));
  return {
    episodes,
    successRate: errors.filter((error) => error < successDistance).length / episodes,
    trackingError: errors.reduce((sum, error) => sum + error, 0) / episodes,
    worstError: Math.max(...errors)
  };
}

/** One reach; returns the mean distance over its last second, mm. */
function reach(controller: Controller, random: Random): number {
  const task = drawTask(random);
  const state = Float64Array.from(task.start);
  const senses = sensors.map((sensor) => new Sense(sensor, random));
  const readings = senses.map(({latest}) => latest);
  let torque: Pair = [0, 0];
  let distance = 0;
  for (let step = 0; step < seconds * simulationRate; ++step) {
    const at = step / simulationRate;
    const [target, force] = [task.target(at), task.force(at)];
    for (const sense of senses) sense.look(at, {state, target, force});
    if (step % (simulationRate / controlRate) === 0) {
      const action = controller(state, task, at, readings);
      torque = [action[0] * arm.torqueLimit[0], action[1] * arm.torqueLimit[1]];
    }
    advance(state, torque, force, 1 / simulationRate);
    const [x, y] = tipOf(state[0]!, state[1]!);
    if (at >= seconds - 1) distance += Math.hypot(x - target[0], y - target[1]);
  }
  return (1000 * distance) / simulationRate;
}

/** A sensor while the arm moves: it keeps its latest reading, the first one from the start. */
class Sense {
  readonly latest: Float32Array;
  readonly #sensor: (typeof sensors)[number];
  readonly #random: Random;
  readonly #times: Float64Array;
  #next = 0;

  constructor(sensor: (typeof sensors)[number], random: Random) {
    this.#sensor = sensor;
    this.#random = random;
    this.#times = sampleTimes(sensor, random);
    this.latest = new Float32Array(sensor.width);
  }

  look(at: number, moment: Parameters<(typeof sensors)[number]["read"]>[0]): void {
    if (at > 0 && !(this.#times[this.#next]! <= at)) return;
    while (this.#times[this.#next]! <= at) ++this.#next;
    this.latest.set(this.#sensor.read(moment, this.#random));
  }
}

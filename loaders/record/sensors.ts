import type {ArmState, Pair} from "./arm.ts";
import type {Random} from "../bench/random.ts";
import {seconds} from "./task.ts";

/** What the sensors see at one moment. */
export interface Moment {
  state: ArmState;
  target: Pair;
  force: Pair;
}

/** A sensor: how often it reads, how much its clock jitters (part of a period), and what it reports. */
export interface Sensor {
  name: string;
  rate: number;
  jitter: number;
  width: number;
  read(moment: Moment, random: Random): number[];
}

const encoderStep = (2 * Math.PI) / 8192;
const quantised = (angle: number): number => Math.round(angle / encoderStep) * encoderStep;

/** Three streams, none of which shares a clock with another or with the controller. Angles rad, positions m, forces N. */
export const sensors = [
  {
    name: "encoders",
    rate: 200,
    jitter: 0.2,
    width: 4,
    read: ({state}, random) => [
      quantised(state[0]!),
      quantised(state[1]!),
      state[2]! + random.normal(0.01),
      state[3]! + random.normal(0.01)
    ]
  },
  {
    name: "camera",
    rate: 30,
    jitter: 0.3,
    width: 2,
    read: ({target}, random) => [target[0] + random.normal(0.002), target[1] + random.normal(0.002)]
  },
  {
    name: "force",
    rate: 500,
    jitter: 0.1,
    width: 2,
    read: ({force}, random) => [force[0] + random.normal(0.05), force[1] + random.normal(0.05)]
  }
] as const satisfies Sensor[];

/** Times of one episode's readings, in seconds: a phase of its own, then one per period, each off by its jitter. */
export function sampleTimes(sensor: Sensor, random: Random): Float64Array {
  const phase = random.uniform(0, 1);
  return Float64Array.from({length: sensor.rate * seconds}, (_, k) => {
    const jitter = random.uniform(-sensor.jitter, sensor.jitter);
    return Math.max(0, (k + phase + jitter) / sensor.rate);
  });
}

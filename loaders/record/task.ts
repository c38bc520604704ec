import {arm, anglesFor} from "./arm.ts";
import type {ArmState, Pair} from "./arm.ts";
import type {Random} from "../bench/random.ts";

/** One reach: where the arm starts, the target that drifts, and the pushes against the tip. Seconds, m, N. */
export interface Task {
  start: ArmState;
  target(seconds: number): Pair;
  force(seconds: number): Pair;
}

export const seconds = 4;
/** Steps of the simulation per second. */
export const simulationRate = 1000;
/** Decisions of the controller per second. */
export const controlRate = 50;

interface Push {
  from: number;
  lasts: number;
  force: Pair;
}

export function drawTask(random: Random): Task {
  const [x, y] = drawPoint(random);
  const start = Float64Array.of(...anglesFor(x, y), 0, 0);
  const target = drawTarget(random);
  const pushes = [drawPush(random), drawPush(random)];
  return {start, target, force: (at) => pushes.reduce((sum, push) => add(sum, push, at), [0, 0] as Pair)};
}

/** A point in the part of the table in front of the arm that it reaches easily. */
function drawPoint(random: Random): Pair {
  const radius = random.uniform(0.35, 0.65);
  const angle = random.uniform(-1, 1);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** A target that drifts in a straight line as on a slow belt, and never leaves the reach of the arm. */
function drawTarget(random: Random): (at: number) => Pair {
  for (;;) {
    const [x, y] = drawPoint(random);
    const speed = random.uniform(0, 0.04);
    const heading = random.uniform(-Math.PI, Math.PI);
    const velocity: Pair = [speed * Math.cos(heading), speed * Math.sin(heading)];
    const end = Math.hypot(x + velocity[0] * seconds, y + velocity[1] * seconds);
    if (end > 0.3 && end < arm.upper + arm.fore - 0.05) return (at) => [x + velocity[0] * at, y + velocity[1] * at];
  }
}

function drawPush(random: Random): Push {
  const strength = random.uniform(0, 5);
  const heading = random.uniform(-Math.PI, Math.PI);
  return {
    from: random.uniform(0, seconds - 1),
    lasts: random.uniform(0.3, 0.8),
    force: [strength * Math.cos(heading), strength * Math.sin(heading)]
  };
}

/** A push swells and fades as half a sine. */
function add([fx, fy]: Pair, push: Push, at: number): Pair {
  const part = (at - push.from) / push.lasts;
  if (part <= 0 || part >= 1) return [fx, fy];
  const swell = Math.sin(Math.PI * part);
  return [fx + push.force[0] * swell, fy + push.force[1] * swell];
}

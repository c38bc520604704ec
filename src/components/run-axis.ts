/** What a curve may be drawn over. */
export const runAxes = ["step", "epoch", "relative", "wall"] as const;
export type RunAxis = (typeof runAxes)[number];

/** A point of a curve as `curves` gives it. */
export interface CurvePoint {
  step: number | null;
  epoch: number | null;
  time: Date | null;
  value: number | null;
  nonfinite: string | null;
  value_evidence: string;
  /** Where the step stands, when it is not in the line of the value. */
  step_evidence?: string;
}

/** Which axes points were logged with. */
export interface LoggedAxes {
  has_step: boolean;
  has_epoch: boolean;
  has_time: boolean;
}

const words: Record<RunAxis, string> = {step: "step", epoch: "epoch", relative: "relative time", wall: "wall time"};

export function axisWords(axis: RunAxis): string {
  return words[axis];
}

/** True where points can be drawn over an axis. */
export function isLogged(axis: RunAxis, {has_step, has_epoch, has_time}: LoggedAxes): boolean {
  return axis === "step" ? has_step : axis === "epoch" ? has_epoch : has_time;
}

/**
 * The axis asked for where any curve was logged with it, else the one that most were, the earlier of runAxes where
 * several were; null where nothing but the order is known.
 */
export function chooseAxis(asked: RunAxis | null, curves: readonly LoggedAxes[]): RunAxis | null {
  const support = (axis: RunAxis): number => curves.filter((logged) => isLogged(axis, logged)).length;
  if (asked && support(asked) > 0) return asked;
  const best = runAxes.reduce((a, b) => (support(b) > support(a) ? b : a));
  return support(best) > 0 ? best : null;
}

/** Milliseconds per unit, largest first. */
const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000]
] as const;

export interface TimeUnit {
  name: string;
  /** Milliseconds. */
  length: number;
}

/** The unit in which a span reads best: at least two of it. @example timeUnit(150_000).name // "min" */
export function timeUnit(span: number): TimeUnit {
  const [name, length] = units.find(([, ms]) => span >= 2 * ms) ?? units[3];
  return {name, length};
}

/**
 * Where a point stands on an axis: its step or epoch, milliseconds since 1970 on wall time, and on relative time how
 * long after the run began, in `unit`. Null where the point was logged without it.
 */
export function positionAlong(point: CurvePoint, axis: RunAxis, began: Date | null, unit: TimeUnit): number | null {
  if (axis === "step") return point.step;
  if (axis === "epoch") return point.epoch;
  const at = point.time?.getTime() ?? null;
  if (at === null || axis === "wall") return at;
  return began === null ? null : (at - began.getTime()) / unit.length;
}

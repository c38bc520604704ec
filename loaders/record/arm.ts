/** A planar arm of two links on a horizontal table: angles in rad, lengths in m, masses in kg, torques in N·m. */
export const arm = {
  upper: 0.4,
  fore: 0.35,
  upperMass: 2,
  foreMass: 1.2,
  /** Viscous friction of each joint, N·m·s/rad. */
  friction: 0.4,
  /** The most torque that a motor gives, per joint. */
  torqueLimit: [12, 6]
} as const;

/** Angles and speeds: [q1, q2, q̇1, q̇2]. */
export type ArmState = Float64Array;
export type Pair = [number, number];

const upperInertia = (arm.upperMass * arm.upper ** 2) / 12;
const foreInertia = (arm.foreMass * arm.fore ** 2) / 12;
const a2 = foreInertia + arm.foreMass * (arm.fore / 2) ** 2;
const a1 = upperInertia + arm.upperMass * (arm.upper / 2) ** 2 + arm.foreMass * arm.upper ** 2 + a2;
const a3 = arm.foreMass * arm.upper * (arm.fore / 2);

/** Position of the tip. */
export function tipOf(q1: number, q2: number): Pair {
  return [
    arm.upper * Math.cos(q1) + arm.fore * Math.cos(q1 + q2),
    arm.upper * Math.sin(q1) + arm.fore * Math.sin(q1 + q2)
  ];
}

/** The angles, elbow to the right, that put the tip at (x, y); out of reach, those that come nearest. */
export function anglesFor(x: number, y: number): Pair {
  const cosine = (x * x + y * y - arm.upper ** 2 - arm.fore ** 2) / (2 * arm.upper * arm.fore);
  const q2 = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const q1 = Math.atan2(y, x) - Math.atan2(arm.fore * Math.sin(q2), arm.upper + arm.fore * Math.cos(q2));
  return [q1, q2];
}

/** Torques at the joints that a force at the tip amounts to (Jacobian transposed). */
export function torquesOf([fx, fy]: Pair, q1: number, q2: number): Pair {
  const [x, y] = tipOf(q1, q2);
  const fore = arm.fore * (-Math.sin(q1 + q2) * fx + Math.cos(q1 + q2) * fy);
  return [-y * fx + x * fy, fore];
}

/** Torques that give these accelerations without any force at the tip: M(q)·q̈ + C(q, q̇) + friction. */
export function inverseDynamics(state: ArmState, [acc1, acc2]: Pair): Pair {
  const [, q2, v1, v2] = state as unknown as [number, number, number, number];
  const cosine = a3 * Math.cos(q2);
  const sine = a3 * Math.sin(q2);
  return [
    (a1 + 2 * cosine) * acc1 + (a2 + cosine) * acc2 - sine * (2 * v1 * v2 + v2 * v2) + arm.friction * v1,
    (a2 + cosine) * acc1 + a2 * acc2 + sine * v1 * v1 + arm.friction * v2
  ];
}

/** Moves the state on by `seconds` (semi-implicit Euler) under motor torques and a force at the tip, both constant. */
export function advance(state: ArmState, torque: Pair, force: Pair, seconds: number): void {
  const [q1, q2, v1, v2] = state as unknown as [number, number, number, number];
  const [tip1, tip2] = torquesOf(force, q1, q2);
  const [bias1, bias2] = inverseDynamics(state, [0, 0]);
  const [net1, net2] = [torque[0] + tip1 - bias1, torque[1] + tip2 - bias2];
  const cosine = a3 * Math.cos(q2);
  const [m11, m12] = [a1 + 2 * cosine, a2 + cosine];
  const determinant = m11 * a2 - m12 * m12;
  state[2] = v1 + (seconds * (a2 * net1 - m12 * net2)) / determinant;
  state[3] = v2 + (seconds * (m11 * net2 - m12 * net1)) / determinant;
  state[0] = q1 + seconds * state[2];
  state[1] = q2 + seconds * state[3];
}

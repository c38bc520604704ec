/** What the policy is given, from the readings of the sensors in their order: encoders, camera, force. */
export const featureCount = 10;
/** Brings speeds (rad/s), positions (m) and forces (N) to the size of the sines and cosines beside them. */
const scale = {speed: 0.5, position: 2, force: 0.25};

/** Writes the features of row `n` of the streams at `to`. */
export function writeFeatures(streams: readonly Float32Array[], n: number, features: Float32Array, to: number): void {
  const [encoders, camera, force] = streams as [Float32Array, Float32Array, Float32Array];
  const upper = encoders[4 * n]!;
  const fore = upper + encoders[4 * n + 1]!;
  features[to] = Math.cos(upper);
  features[to + 1] = Math.sin(upper);
  features[to + 2] = Math.cos(fore);
  features[to + 3] = Math.sin(fore);
  features[to + 4] = scale.speed * encoders[4 * n + 2]!;
  features[to + 5] = scale.speed * encoders[4 * n + 3]!;
  features[to + 6] = scale.position * camera[2 * n]!;
  features[to + 7] = scale.position * camera[2 * n + 1]!;
  features[to + 8] = scale.force * force[2 * n]!;
  features[to + 9] = scale.force * force[2 * n + 1]!;
}

/** Adam with bias correction, on float32 parameters. */
export interface Adam {
  first: Float32Array;
  second: Float32Array;
  steps: number;
}

const decay = {first: 0.9, second: 0.999};
const epsilon = 1e-8;

export function makeAdam(parameterCount: number): Adam {
  return {first: new Float32Array(parameterCount), second: new Float32Array(parameterCount), steps: 0};
}

export function update(adam: Adam, parameters: Float32Array, gradient: Float32Array, learningRate: number): void {
  const {first, second} = adam;
  adam.steps += 1;
  const firstScale = 1 / (1 - decay.first ** adam.steps);
  const secondScale = 1 / (1 - decay.second ** adam.steps);
  for (let n = 0; n < parameters.length; ++n) {
    const slope = gradient[n]!;
    first[n] = decay.first * first[n]! + (1 - decay.first) * slope;
    second[n] = decay.second * second[n]! + (1 - decay.second) * slope * slope;
    parameters[n] =
      parameters[n]! - (learningRate * first[n]! * firstScale) / (Math.sqrt(second[n]! * secondScale) + epsilon);
  }
}

/** Rises in a straight line for `warmup` steps, then falls along a cosine to a twentieth at the last step. */
export function learningRateAt(step: number, steps: number, peak: number, warmup: number): number {
  if (step <= warmup) return (peak * step) / warmup;
  const part = (step - warmup) / (steps - warmup);
  return peak * (0.05 + 0.95 * 0.5 * (1 + Math.cos(Math.PI * part)));
}

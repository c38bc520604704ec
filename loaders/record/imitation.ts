import {backward, forward} from "./network.ts";
import type {Network, Vector, Workspace} from "./network.ts";

/** Rows of inputs and of the actions to imitate, and which of them to take. */
export interface Batch {
  inputs: Vector;
  actions: Vector;
  rows: Int32Array;
}

/**
 * Sum over the rows of half the squared difference between the network's output and the action; where a gradient is
 * given, the gradient of that sum is added to it.
 */
export function imitationLoss(
  network: Network,
  parameters: Vector,
  batch: Batch,
  work: Workspace,
  gradient: Vector | null
): number {
  const input = work.values[0]!;
  const errors = work.errors[work.errors.length - 1]!;
  let loss = 0;
  for (const row of batch.rows) {
    for (let i = 0; i < input.length; ++i) input[i] = batch.inputs[row * input.length + i]!;
    const output = forward(network, parameters, work);
    for (let j = 0; j < output.length; ++j) {
      const error = output[j]! - batch.actions[row * output.length + j]!;
      errors[j] = error;
      loss += 0.5 * error * error;
    }
    if (gradient) backward(network, parameters, work, gradient);
  }
  return loss;
}

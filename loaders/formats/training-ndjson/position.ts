import type {JsonLine} from "../json-line.ts";
import type {Leaf} from "../json-scanner.ts";
import {stepLeaf} from "./row-kind.ts";
import {rowSplit} from "./step-row.ts";

/** Where in training a row stands, and the leaves that say so. */
export interface Position {
  step: Leaf | undefined;
  epoch: number | null;
  split: string | null;
  used: (Leaf | undefined)[];
}

/** Reads the positions of one log's rows, in order. */
export type PositionReader = (json: JsonLine) => Position;

/** What a reader remembers of the rows so far; it is kept from one reading of a file to the next. */
export type PositionMemory = Record<string, number>;

/** The first of these keys is the step; `split`, `mode` and the like name the split. */
export function plainPositions(step?: string[]): PositionReader {
  return (json) => {
    const {split, leaf} = rowSplit(json);
    const place = stepLeaf(json, step);
    return {step: place, epoch: numberAt(json, "epoch"), split, used: [place, leaf]};
  };
}

/**
 * OpenMMLab v1: `iter` counts within the epoch, or over all epochs where the runner does. In a val row it is either the
 * train iteration that was evaluated, at most one logging interval behind the last train row, or the number of val
 * batches, which is no step: such a row stands at its epoch and the count is a measurement.
 */
export function evaluatedIterations(memory: PositionMemory): PositionReader {
  memory.last ??= NaN;
  memory.interval ??= 0;
  return (json) => {
    const {last, interval} = memory as {last: number; interval: number};
    const {split, leaf} = rowSplit(json);
    const iter = stepLeaf(json, ["iter"]);
    const at = {epoch: numberAt(json, "epoch"), split, used: [leaf]};
    const value = Number(iter?.value);
    if (split === "train") {
      memory.interval = value > last ? value - last : Number.isNaN(last) ? value : interval;
      memory.last = value;
    } else if (!(value >= last && value <= last + interval)) return {...at, step: undefined};
    return {...at, step: iter, used: [leaf, iter]};
  };
}

/**
 * MMEngine: train rows have a learning rate, val rows have none. Where metrics are logged by epoch the `step` of a val
 * row is the epoch that the train rows before it ended.
 */
export function stepsOrEpochs(memory: PositionMemory): PositionReader {
  return (json) => {
    const step = stepLeaf(json, ["step"]);
    const epoch = numberAt(json, "epoch");
    const iter = json.leaf("iter");
    if (json.leaf("lr") || iter) {
      memory.step = Number(step?.value);
      memory.epoch = epoch ?? NaN;
      return {step, epoch, split: "train", used: [step, iter?.value === step?.value ? iter : undefined]};
    }
    const value = Number(step?.value);
    if (value === memory.epoch && value < (memory.step ?? NaN))
      return {step: undefined, epoch: value, split: "val", used: [step]};
    return {step, epoch, split: "val", used: [step]};
  };
}

export function numberAt(json: JsonLine, path: string): number | null {
  const leaf = json.leaf(path);
  const number =
    leaf?.kind === "number" || (leaf?.kind === "string" && /^\d+$/.test(String(leaf.value))) ? Number(leaf.value) : NaN;
  return Number.isFinite(number) ? number : null;
}

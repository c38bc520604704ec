import {cellNumber} from "../csv-cell.ts";
import type {MetricName} from "../run-log/metric-name.ts";
import type {Measurement} from "../run-log/metric-row.ts";

const glued = /^([+-]?(?:nan|inf(?:inity)?|[\d.]+(?:e[+-]?\d+)?))(ns|us|ms|s|min|h|%|[KMGT]?i?B)?$/i;

/** The measurement in a text such as "3.28", "216.33ms" or "nanms", with the unit glued to it; null where it is none. */
export function namedNumber({name, split, raw}: MetricName, text: string): Measurement | null {
  const [, number = text, unit] = glued.exec(text) ?? [];
  const found = cellNumber(number);
  return found && {name, split, raw, ...found, ...(unit === undefined ? {} : {unit_name: unit})};
}

/** The measurements of "loss:3.2 lr:0.1", named by `nameOf`; or which pair is no number. */
export function namedNumbers(pairs: string, nameOf: (key: string) => MetricName): Measurement[] | {fault: string} {
  const measurements: Measurement[] = [];
  for (const pair of pairs.trim().split(/\s+/)) {
    const [, key = "", text = ""] = /^([^:]+):(.*)$/.exec(pair) ?? [];
    const found = key === "" ? null : namedNumber(nameOf(key), text);
    if (!found) return {fault: `expected key:number, found ${JSON.stringify(pair)}`};
    measurements.push(found);
  }
  return measurements;
}

/** The metric set of a line: train_loss and val_loss are the loss of two splits, each with steps of its own. */
export function keysOf(measurements: Measurement[]): string {
  return measurements.map(({name, raw}) => raw ?? name).join("\n");
}

import type {ResampledPoint} from "./run-rows.js";
import {differenceOf} from "./value.js";

/** A step at which two aligned runs both have a value. */
export interface Difference extends Record<string, unknown> {
  run: string;
  step: number;
  step_evidence: string;
  /** The value less the reference. */
  difference: number;
  difference_evidence: string;
  value: number;
  value_evidence: string;
  reference: number;
  reference_evidence: string;
}

/**
 * One aligned curve less another, where both have a value.
 * @param label names the run whose curve it is
 * @param curve of the same metric as the reference, and so on the same steps
 */
export function differencesOf(
  label: string,
  curve: readonly ResampledPoint[],
  reference: readonly ResampledPoint[]
): Difference[] {
  return curve.flatMap(({step, step_evidence, value, value_evidence}, i) => {
    const other = reference[i];
    const evidence = differenceOf(value_evidence, other?.value_evidence);
    if (value === null || value_evidence === null || !evidence) return [];
    if (!other || other.value === null || other.value_evidence === null) return [];
    return [
      {
        run: label,
        ...{step, step_evidence, value, value_evidence},
        ...{difference: value - other.value, difference_evidence: evidence},
        ...{reference: other.value, reference_evidence: other.value_evidence}
      }
    ];
  });
}

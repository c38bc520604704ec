import type {FactRow, Place} from "../../rows.ts";
import {nonFiniteName} from "../json-tokens.ts";
import type {Timestamp} from "../timestamp.ts";
import type {MetricName} from "./metric-name.ts";

export interface Measurement extends MetricName {
  value: number;
  value_raw: string | null;
  /** Where this one has a unit of its own; else the row's columns say it. */
  unit_name?: string;
}

export interface MetricColumns {
  unit_name: string | null;
  higher_is_better: boolean | null;
}

export interface MetricPlace {
  run_id: string | null;
  split: string | null;
  step: number | null;
  epoch: number | null;
  time: Timestamp | undefined;
}

/** A row of table metric. */
export function metricRow(at: Place, place: MetricPlace, found: Measurement, more?: MetricColumns): FactRow {
  const nonfinite = nonFiniteName(found.value);
  const values = {
    run_id: place.run_id,
    name: found.name,
    name_raw: found.raw,
    split: found.split ?? place.split,
    step: place.step,
    epoch: place.epoch,
    time: place.time === undefined ? null : place.time.utc,
    time_raw: place.time === undefined ? null : place.time.raw,
    value: nonfinite ? null : found.value,
    value_raw: found.value_raw,
    unit_name: found.unit_name ?? (more === undefined ? null : more.unit_name),
    nonfinite,
    higher_is_better: more === undefined ? null : more.higher_is_better
  };
  return {table: "metric", at, values};
}

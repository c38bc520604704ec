import {number, text} from "./url-codec.js";

/** What a reader can change of the resample figures, as the address keeps it. */
export const resampleCodecs = {
  jitter: number(0.7, {min: 0, max: 1}),
  phase: number(0.25, {min: 0, max: 1}),
  source: number(14, {min: 5, max: 40}),
  target: number(20, {min: 5, max: 40}),
  outside: text("clamp", ["clamp", "nan", "linear"]),
  slow: number(10, {min: 5, max: 50}),
  fast: number(500, {min: 100, max: 1000}),
  gap: number(0, {min: 0, max: 100}),
  samples: number(5, {min: 1, max: 6})
};

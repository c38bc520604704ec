import {chart} from "./chart.js";
import type {Column} from "./cell.js";
import {slider} from "./control.js";
import {figure} from "./figure.js";
import {exampleStreams, fused} from "./fuse-example.js";
import type {Fused} from "./fuse-example.js";
import {fusePlan} from "./fuse-plan.js";
import {liveFigure, worked} from "./live-figure.js";
import {gridOf} from "./resample-example.js";
import type {Ops} from "./resample-example.js";
import {number} from "./url-codec.js";
import type {UrlState} from "./url-state.js";

/** What a reader can change of the fuse figure, as the address keeps it. */
export const fuseCodecs = {clock: number(8, {min: 2, max: 20}), unsteady: number(0.6, {min: 0, max: 1})};
export type FuseState = UrlState<typeof fuseCodecs>;

function drawn(made: Fused): HTMLElement {
  const {targets, columns, rows, same} = made;
  const streams = new Set(columns.map(({stream}) => stream)).size;
  const table = targets.map((time, k) => ({
    time,
    ...Object.fromEntries(columns.map(({name}, c) => [name, rows[k]?.[c] ?? null]))
  }));
  const keys = ["time", ...columns.map(({name}) => name)];
  return figure({
    title: [
      ["One call gives ", worked(targets.length), " rows of ", worked(columns.length), " columns from "],
      [worked(streams), " streams; every value has "],
      [same ? "the bits" : "not the bits", " that resample gives it"]
    ],
    sub: "Each stream keeps its own clock and its own number of columns; the upright lines are the common targets, clamped where a stream has ended. The comparison with resample is made anew at every change. The streams are generated from the seed.",
    chart: chart((context) => fusePlan(made, context), {
      label: "three streams of different rates by time, and their values at common targets"
    }),
    name: "fuse-streams",
    rows: table,
    columns: keys.map((key): Column => ({key, kind: "name", align: "right", evidence: null})),
    wide: true
  });
}

/** Streams of different rates in one pass. */
export function fuseFigure(ops: Ops, state: FuseState): HTMLElement {
  return liveFigure({
    label: "Streams of the example",
    state,
    controls: (now, set) => [
      slider(
        "common clock",
        {min: 2, max: 20, step: 1, value: now.clock},
        (v) => `${v} Hz`,
        (clock) => set({clock})
      ),
      slider(
        "jitter of the streams",
        {min: 0, max: 1, step: 0.05, value: now.unsteady},
        (v) => `${Math.round(v * 100)} %`,
        (unsteady) => set({unsteady})
      )
    ],
    draw: ({clock, unsteady}) => drawn(fused(exampleStreams(unsteady), gridOf(0.1, 1.9, clock), ops))
  });
}

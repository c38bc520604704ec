import {chart} from "./chart.js";
import type {Column} from "./cell.js";
import {choice, slider} from "./control.js";
import {element} from "./element.js";
import type {Child} from "./element.js";
import {figure} from "./figure.js";
import {liveFigure, worked} from "./live-figure.js";
import {gridOf, outsideOf, jittered, resampled, rippled, rowsRead, shortLog, writtenTwice} from "./resample-example.js";
import type {Ops, Samples, Target} from "./resample-example.js";
import {resamplePlan} from "./resample-plans.js";
import type {ResamplePanel, ResamplePlanOptions} from "./resample-plans.js";
import type {resampleCodecs} from "./resample-settings.js";
import type {Row} from "./table-state.js";
import type {UrlState} from "./url-state.js";

export type ResampleState = UrlState<typeof resampleCodecs>;
type Now = ResampleState["values"];

const hertz = (v: number): string => `${v} Hz`;
const percent = (v: number): string => `${Math.round(v * 100)} %`;
const milliseconds = (v: number): string => `${v} ms`;

interface Figured {
  title: Child;
  sub: Child;
  label: string;
  name: string;
  plan: ResamplePlanOptions;
}

/** The rows behind a figure: one per target, with what was read for it. */
function resultRows({panels}: ResamplePlanOptions): Row[] {
  return panels.flatMap(({heading, targets}) =>
    targets.map(({time, value, low, high, weight}) => ({panel: heading, time, value: String(value), low, high, weight}))
  );
}

function draw({title, sub, label, name, plan}: Figured): HTMLElement {
  const numbers = ["time", "value", "low", "high", "weight"].map((key): Column => ({
    key,
    kind: "name",
    align: "right",
    evidence: null
  }));
  return figure({
    title,
    sub,
    chart: chart((context) => resamplePlan(plan, context), {label}),
    name,
    rows: resultRows(plan),
    columns: [{key: "panel", kind: "name", evidence: null}, ...numbers],
    wide: true
  });
}

function count(targets: readonly Target[], kind: Target["kind"]): HTMLElement {
  return worked(targets.filter((target) => target.kind === kind).length);
}

function clocks(now: Now, ops: Ops): Figured {
  const samples = jittered({rate: now.source, jitter: now.jitter});
  const targets = resampled(samples, gridOf(0, 1, now.target, now.phase), outsideOf(now.outside, ops), ops);
  const ends = targets.some(({value}) => Number.isNaN(value)) ? (["nan"] as const) : [];
  return {
    title: [
      ["Of ", worked(targets.length), " targets, ", count(targets, "between"), " lie between two samples, "],
      [count(targets, "exact"), " on a sample and ", count(targets, "outside"), " outside"]
    ],
    sub: "A target takes its value from the straight line between the samples beside it; point at one to read its rows and its weight. The samples are generated, and a seeded jitter moves each from its place.",
    label: "a jittered signal by time, and its values at the times of another clock",
    name: "resample-clocks",
    plan: {
      panels: [{samples, targets, heading: "signal", xTitle: "time (s)", ticks: true}],
      height: 270,
      weights: true,
      time: [0, 1],
      legend: ["sample", "result", ...ends, "target", "outside"]
    }
  };
}

/** Two clocks that know nothing of each other. */
export function clockFigure(ops: Ops, state: ResampleState): HTMLElement {
  const modes = ops.outsideModes.map((mode) => ({value: mode, label: mode}));
  return liveFigure({
    label: "Clocks of the example",
    state,
    controls: (now, set) => [
      slider("jitter of the source", {min: 0, max: 1, step: 0.05, value: now.jitter}, percent, (jitter) =>
        set({jitter})
      ),
      slider("phase of the targets", {min: 0, max: 1, step: 0.05, value: now.phase}, percent, (phase) => set({phase})),
      slider("source rate", {min: 5, max: 40, step: 1, value: now.source}, hertz, (source) => set({source})),
      slider("target rate", {min: 5, max: 40, step: 1, value: now.target}, hertz, (target) => set({target})),
      choice("outside", modes, now.outside, (outside) => set({outside}))
    ],
    draw: (now) => draw(clocks(now, ops))
  });
}

function rates(now: Now, ops: Ops): Figured {
  const [fast, slow] = [rippled(now.fast), rippled(now.slow)];
  const down = resampled(fast, slow.times, "clamp", ops);
  const up = resampled(slow, fast.times, "clamp", ops);
  const [from, to] = [hertz(now.fast), hertz(now.slow)];
  return {
    title: [
      ["Down, the targets read ", worked(rowsRead(down)), " of ", worked(fast.times.length), " samples; up, "],
      [worked(up.length), " values come from ", worked(slow.times.length), " samples"]
    ],
    sub: "The generated signal is a slow swing with a ripple on it. Going down, the ripple between the targets is passed over, not averaged; going up, nothing is added that the slow clock did not see.",
    label: `one signal from ${from} to ${to}, and from ${to} to ${from}`,
    name: "resample-rates",
    plan: {
      panels: [
        {
          samples: fast,
          targets: down,
          heading: `${from} → ${to}`,
          strong: true,
          xTitle: "time (s)",
          crowd: "samples",
          joined: true
        },
        {samples: slow, targets: up, heading: `${to} → ${from}`, strong: true, xTitle: "time (s)", crowd: "targets"}
      ],
      height: 210,
      time: [0, 1],
      legend: ["sample", "result", "outside"]
    }
  };
}

/** One signal from a fast clock to a slow one, and back. */
export function ratesFigure(ops: Ops, state: ResampleState): HTMLElement {
  return liveFigure({
    label: "Rates of the example",
    state,
    controls: (now, set) => [
      slider("slow clock", {min: 5, max: 50, step: 1, value: now.slow}, hertz, (slow) => set({slow})),
      slider("fast clock", {min: 100, max: 1000, step: 50, value: now.fast}, hertz, (fast) => set({fast}))
    ],
    draw: (now) => draw(rates(now, ops))
  });
}

function writes(gap: number): ResamplePanel["words"] {
  const {times, values} = writtenTwice(gap / 1000);
  const at = (i: number): {time: number; value: number} => ({time: times[i] ?? 0, value: values[i] ?? 0});
  return [
    {...at(3), text: "first write", above: false},
    {...at(4), text: gap === 0 ? "second write: taken" : "second write", above: true}
  ];
}

function duplicates({gap}: Now, ops: Ops): Figured {
  const samples = writtenTwice(gap / 1000);
  const targets = resampled(samples, gridOf(0, 0.6, 50), "clamp", ops);
  const [once] = resampled(samples, [0.3], "clamp", ops);
  return {
    title:
      gap === 0
        ? ["Written twice at one time, the last row counts: ", worked(once?.value.toPrecision(3) ?? ""), ", no mean"]
        : ["Written again ", worked(milliseconds(gap)), " later, both rows count, with a steep line between them"],
    sub: "Before the time the line runs to the first of the two rows, from it on it leaves from the last; no weight is ever divided by zero. Close the gap and open it. The log is made up.",
    label: "a log with one time written twice, and its values at steady targets",
    name: "resample-duplicates",
    plan: {
      panels: [{samples, targets, heading: "value", xTitle: "time (s)", words: writes(gap)}],
      height: 230,
      time: [0, 0.6],
      legend: ["sample", "result"]
    }
  };
}

/** A time that was written twice. */
export function duplicateFigure(ops: Ops, state: ResampleState): HTMLElement {
  return liveFigure({
    label: "The second write",
    state,
    controls: (now, set) => [
      slider("second write after the first", {min: 0, max: 100, step: 5, value: now.gap}, milliseconds, (gap) =>
        set({gap})
      )
    ],
    draw: (now) => draw(duplicates(now, ops))
  });
}

/** What a mode gives, or in what words it refuses. */
function attempt(samples: Samples, at: readonly number[], mode: string, ops: Ops): Target[] | string {
  try {
    return resampled(samples, at, outsideOf(mode, ops), ops);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function sameInside(results: readonly Target[][]): boolean {
  const inside = results.map((targets) => targets.filter(({kind}) => kind !== "outside").map(({value}) => value));
  return inside.every((values) => values.every((v, k) => Object.is(v, inside[0]?.[k])));
}

function outsideTitle(results: readonly Target[][], at: readonly number[], refused: boolean): Child {
  const [first = []] = results;
  const outside = [count(first, "outside"), " of ", worked(at.length), " targets lie outside"];
  if (refused) return [outside, "; linear refuses, for want of a second time"];
  const agree = sameInside(results) ? "they agree to the bit" : "they do not agree";
  return [outside, ", and the modes answer differently; inside, ", agree];
}

function outsides({samples: length}: Now, ops: Ops): HTMLElement {
  const samples = shortLog(length);
  const at = gridOf(0, 1, 24, 0.5);
  const modes = ops.outsideModes.map((mode) => ({mode, found: attempt(samples, at, mode, ops)}));
  const refused = modes.flatMap(({found}) => (typeof found === "string" ? [found] : []));
  const results = modes.flatMap(({found}) => (typeof found === "string" ? [] : [found]));
  const panels = modes.map(({mode, found}): ResamplePanel => {
    const [heading, targets] = typeof found === "string" ? [`${mode}: refused`, []] : [mode, found];
    return {samples, targets, heading, strong: true, xTitle: "time (s)"};
  });
  const words = refused.map((message) => [" The refusal: ", element("code", null, message), "."]);
  return draw({
    title: outsideTitle(results, at, refused.length > 0),
    sub: [
      "Same samples, same targets, same scale. clamp holds the value at the nearer end, nan says that nothing was seen, linear goes on through the last two distinct times. The log is made up.",
      words
    ],
    label: "a short log and its values at targets before, in and after it, for each mode of outside",
    name: "resample-outside",
    plan: {panels, height: 190, time: [0, 1], legend: ["sample", "result", "nan", "outside"]}
  });
}

/** Targets that nothing was sampled for, by mode. */
export function outsideFigure(ops: Ops, state: ResampleState): HTMLElement {
  return liveFigure({
    label: "Length of the log",
    state,
    controls: (now, set) => [
      slider("samples", {min: 1, max: 6, step: 1, value: now.samples}, String, (samples) => set({samples}))
    ],
    draw: (now) => outsides(now, ops)
  });
}

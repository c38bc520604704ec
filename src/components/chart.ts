import {View, Warn, parse} from "npm:vega";
import {expressionInterpreter} from "npm:vega-interpreter";
import {compile} from "npm:vega-lite";
import {bandPlan} from "./band.js";
import type {BandOptions} from "./band.js";
import type {ChartContext, ChartPlan, ChartSource, Spec} from "./chart-plan.js";
import {chartConfig, fontSize, resolveVariables, themeWith} from "./chart-theme.js";
import {pointAt} from "./chart-tip.js";
import type {TipColumn} from "./chart-tip.js";
import {dotsPlan} from "./dots.js";
import type {DotsOptions} from "./dots.js";
import {element} from "./element.js";
import type {Drawing} from "./figure.js";
import {intervalsPlan} from "./intervals.js";
import type {IntervalsOptions} from "./intervals.js";
import {legend} from "./legend.js";
import {linesPlan} from "./lines.js";
import type {LinesOptions} from "./lines.js";

export type {ChartContext, ChartPlan, ChartSource, Spec} from "./chart-plan.js";

export interface ChartOptions {
  /** px; a chart with named rows takes what its rows need. */
  height?: number;
  /** What the chart shows, for those who do not see it: what, over what, how many. */
  label: string;
  /** Columns shown when a point is pointed at; left out, all but evidence. */
  tip?: readonly TipColumn[];
}

const pen = document.createElement("canvas").getContext("2d");

function measureWith(theme: ChartContext["theme"]): ChartContext["measure"] {
  return (text, weight = 400) => {
    if (!pen) return text.length * fontSize * 0.6;
    pen.font = `${weight} ${fontSize}px ${theme.sans}`;
    return pen.measureText(text).width;
  };
}

function planFor(source: ChartSource, context: ChartContext): ChartPlan {
  if (typeof source === "function") return source(context);
  const fitted = {width: context.width, height: context.height, autosize: {type: "fit", contains: "padding"}};
  return {spec: {...fitted, ...source}};
}

type LiteSpec = Parameters<typeof compile>[0];

async function drawPlan(plan: ChartPlan, context: ChartContext, container: HTMLElement): Promise<View> {
  const config = chartConfig(context.theme);
  const {spec} = compile({...plan.spec, config: {...config, ...(plan.spec.config as Spec)}} as unknown as LiteSpec);
  const view = new View(parse(spec, undefined, {ast: true}), {
    expr: expressionInterpreter,
    renderer: "svg",
    container,
    logLevel: Warn,
    hover: false
  });
  return view.runAsync();
}

/** Run names in a chart are names, not data: the page's checks tell them apart by class. */
function markNames(container: HTMLElement): void {
  container.querySelector("svg")?.setAttribute("aria-hidden", "true");
  for (const label of container.querySelectorAll(".names_marks text")) label.classList.add("name");
}

class ChartView {
  readonly root: Drawing;
  private readonly source: ChartSource;
  private readonly options: ChartOptions;
  private readonly plot: HTMLElement;
  private readonly keys = element("div", {class: "keys"});
  private view: View | null = null;
  private drawing = 0;
  private width = 0;

  constructor(source: ChartSource, options: ChartOptions) {
    this.source = source;
    this.options = options;
    const attributes = {
      class: "plot",
      role: "group",
      "aria-roledescription": "chart",
      "aria-label": options.label,
      tabindex: 0
    };
    this.plot = element("div", {...attributes, style: `min-height:${this.height}px`});
    this.root = element("div", {class: "chart"}, this.keys, this.plot);
    this.root.toSVG = () => this.toSVG();
    new ResizeObserver(() => this.resized()).observe(this.root);
  }

  private get height(): number {
    return this.options.height ?? 280;
  }

  private resized(): void {
    const width = Math.floor(this.root.clientWidth);
    if (width === 0 || width === this.width) return;
    this.width = width;
    void this.draw();
  }

  private async toSVG(): Promise<string> {
    const style = getComputedStyle(this.root);
    return resolveVariables((await this.view?.toSVG()) ?? "", (name) => style.getPropertyValue(name).trim());
  }

  /** Draws beside the old chart and swaps; a later draw overtakes an earlier one. */
  private async draw(): Promise<void> {
    const turn = ++this.drawing;
    await document.fonts.ready;
    if (turn !== this.drawing || this.width === 0) return;
    const theme = themeWith(getComputedStyle(this.root).getPropertyValue("--sans").trim());
    const context: ChartContext = {width: this.width, height: this.height, theme, measure: measureWith(theme)};
    const plan = planFor(this.source, context);
    const box = element("div", {class: "canvas"});
    const view = await drawPlan(plan, context, box);
    if (turn !== this.drawing) return void view.finalize();
    this.view?.finalize();
    this.view = view;
    markNames(box);
    this.keys.replaceChildren(...(plan.legend?.length ? [legend(plan.legend)] : []));
    this.plot.replaceChildren(box);
    this.plot.style.minHeight = `${plan.height ?? this.height}px`;
    pointAt(this.plot, plan, this.options.tip);
  }
}

/**
 * A chart from a Vega-Lite specification or from one of the builders below, drawn as SVG without eval, laid out anew
 * when its width changes.
 * @example chart(lines({rows, x: "step", y: "loss", series: "run", xTitle: "step", yTitle: "loss (nats)"}), {label: "loss by step"})
 */
export function chart(source: ChartSource, options: ChartOptions): Drawing {
  return new ChartView(source, options).root;
}

/** Curves, raw always visible, one line per series. @example lines({rows, x: "step", y: "loss", xTitle: "step", yTitle: "loss"}) */
export function lines(options: LinesOptions): ChartSource {
  return (context) => linesPlan(options, context);
}

/** A dot per row, in named rows. @example dots({rows, x: "minutes", y: "system", aborted: "aborted", xTitle: "time to train (min)"}) */
export function dots(options: DotsOptions): ChartSource {
  return (context) => dotsPlan(options, context);
}

/** A middle line in its spread, the runs behind. @example band({rows, x: "step", mean: "median", lo: "min", hi: "max", xTitle: "step", yTitle: "loss"}) */
export function band(options: BandOptions): ChartSource {
  return (context) => bandPlan(options, context);
}

/** Estimates with their intervals. @example intervals({rows, y: "case", x: "ratio", lo: "lo", hi: "hi", reference: 1, xTitle: "ratio (×)"}) */
export function intervals(options: IntervalsOptions): ChartSource {
  return (context) => intervalsPlan(options, context);
}

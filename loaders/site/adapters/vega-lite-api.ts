import {expressionInterpreter} from "vega-interpreter";
import {chartKind, methodName, type RenderOptions} from "./vega-lite-chart.ts";
import {channel, field, fieldTypes, operation, selection, transform} from "./vega-lite-kinds.ts";
import {channelNames, markNames, operationNames, timeUnitNames} from "./vega-lite-names.ts";
import {part, plain, type Kind, type Part} from "./vega-lite-part.ts";

interface VegaView {
  runAsync(): Promise<unknown>;
  initialize(container: Element): VegaView;
}
interface Vega {
  parse(spec: object, config: object | null, options: {ast: true}): object;
  View: new (runtime: object, options: object) => VegaView;
}
interface VegaLite {
  compile(spec: object): {spec: object};
}

type Api = Record<string, (...values: unknown[]) => unknown>;

/** One function per name. */
function each(names: string[], make: (name: string) => Api[string]): Api {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}

/**
 * Framework calls this with vega and vega-lite; what it returns is the implicit name `vl`: `vl.render({spec})`, and
 * the fluent form in common use, `vl.markBar().data(rows).encode(vl.x().fieldQ("a"), …).render()`. Expressions are
 * interpreted, never compiled.
 */
export function register(vega: Vega, vegaLite: VegaLite): Api {
  const render = async ({spec = {}, renderer = "svg"}: RenderOptions): Promise<HTMLElement> => {
    const container = document.createElement("div");
    const runtime = vega.parse(vegaLite.compile(spec).spec, null, {ast: true});
    const view = new vega.View(runtime, {expr: expressionInterpreter, renderer, hover: true}).initialize(container);
    await view.runAsync();
    return Object.assign(container, {value: view});
  };
  return {
    render: (options) => render(options as RenderOptions),
    ...charts(chartKind(render)),
    ...encodings,
    ...transforms,
    ...predicates
  };
}

function charts(chart: Kind): Api {
  const start =
    (method: string): Api[string] =>
    (...values) =>
      part(chart, chart.methods[method]?.({}, values) ?? {});
  const marks = markNames.map((name) => methodName("mark", name));
  const composed =
    (key: string): Api[string] =>
    (...parts) =>
      part(chart, {[key]: plain(parts.flat())});
  return {...each([...marks, "data"], start), ...each(["layer", "hconcat", "vconcat", "concat"], composed)};
}

const encodings: Api = {
  ...each(channelNames, (name) => (value) => part(channel, {_channel: name, ...channelStart(value)})),
  ...each(
    Object.keys(fieldTypes),
    (name) => (of) => part(field, {field: of, type: fieldTypes[name as keyof typeof fieldTypes]})
  ),
  field: (of) => part(field, {field: of}),
  value: (value) => ({value}),
  repeat: (repeat) => ({repeat})
};

/** A channel may start from a field's name, a definition, or a list of definitions (as for a tooltip). */
function channelStart(value: unknown): object {
  if (Array.isArray(value)) return {_value: value};
  return typeof value === "string" ? {field: value} : (plain(value ?? {}) as object);
}

const single = ["calculate", "filter", "density", "loess", "regression", "quantile", "sample", "pivot"];
const plural = ["aggregate", "joinaggregate", "window", "fold", "flatten"];

const transforms: Api = {
  ...each(operationNames, (op) => (of) => part(operation, of === undefined ? {op} : {op, field: of})),
  ...each(timeUnitNames, (timeUnit) => (of) => part(operation, {timeUnit, field: of})),
  ...each(single, (name) => (value) => part(transform, {[name]: plain(value)})),
  ...each(
    plural,
    (name) =>
      (...values) =>
        part(transform, {[name]: plain(values.flat())})
  ),
  ...each(
    ["point", "interval"].map((type) => methodName("select", type)),
    select
  ),
  bin: (of) => part(transform, {bin: true, field: of}),
  groupby: (...names) => ({
    aggregate: (...values: unknown[]): Part => part(transform, {aggregate: plain(values.flat()), groupby: names.flat()})
  })
};

function select(method: string): Api[string] {
  const type = method.replace("select", "").toLowerCase();
  return (name = type) => part(selection, {name, select: {type}});
}

const predicates: Api = {
  not: (test) => ({not: plain(test)}),
  and: (...tests) => ({and: plain(tests)}),
  or: (...tests) => ({or: plain(tests)})
};

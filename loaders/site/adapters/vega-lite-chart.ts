import {partFields, plain, type Fields, type Kind, type Method} from "./vega-lite-part.ts";
import {markNames} from "./vega-lite-names.ts";

export interface RenderOptions {
  spec?: object;
  renderer?: "svg" | "canvas";
}

/** `markBar` of `bar`. */
export function methodName(start: string, name: string): string {
  return start + name.charAt(0).toUpperCase() + name.slice(1);
}

const encode: Method = (given, channels) => {
  const named = channels.flat().map((channel) => {
    const {_channel: name, _value: list} = partFields(channel) ?? {};
    return [name, plain(list ?? channel)];
  });
  return {...given, encoding: {...(given.encoding as object), ...Object.fromEntries(named)}};
};

const params: Method = (given, selections) => ({
  ...given,
  params: [...((given.params ?? []) as unknown[]), ...selections.flat().map(plain)]
});

const methods: Record<string, Method> = {
  encode,
  params,
  select: params,
  data: (given, [data]) => ({...given, data: dataOf(data)}),
  transform: (given, transforms) => ({...given, transform: plain(transforms.flat())}),
  project: (given, [projection]) => ({...given, projection: plain(projection)}),
  facet: ({data, ...spec}, [facet]) => ({data, facet: plain(facet), spec}),
  repeat: ({data, ...spec}, [repeat]) => ({data, repeat: plain(repeat), spec}),
  ...Object.fromEntries(markNames.map((type) => [methodName("mark", type), mark(type)]))
};

function mark(type: string): Method {
  return (given, [options]) => ({...given, mark: {type, ...(plain(options ?? {}) as object)}});
}

/** Rows, an address, an Arquero or Arrow table, or Vega-Lite's own form. */
function dataOf(value: unknown): unknown {
  if (Array.isArray(value)) return {values: value};
  if (typeof value === "string") return {url: value};
  const table = (partFields(value) ? {} : value) as {toArray?: () => Iterable<object>; objects?: () => object[]};
  if (typeof table.objects === "function") return {values: table.objects()};
  if (typeof table.toArray === "function") return {values: Array.from(table.toArray(), (row) => ({...row}))};
  return plain(value);
}

/** A chart. `render` gives a promise of an element whose `value` is the Vega view; `toSpec` the specification. */
export function chartKind(render: (options: RenderOptions) => Promise<HTMLElement>): Kind {
  const toSpec = (given: Fields) => plain(given) as object;
  return {
    methods,
    results: {
      render: (given, [options]) => render({...(options as RenderOptions), spec: toSpec(given)}),
      toObject: toSpec,
      toSpec,
      toString: (given: Fields) => JSON.stringify(toSpec(given))
    }
  };
}

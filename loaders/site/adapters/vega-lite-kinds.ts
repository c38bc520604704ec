import {partFields, plain, type Kind, type Method} from "./vega-lite-part.ts";
import {operationNames, timeUnitNames} from "./vega-lite-names.ts";

/** `fieldN` and its like name a field and its type at once. */
export const fieldTypes = {fieldN: "nominal", fieldO: "ordinal", fieldQ: "quantitative", fieldT: "temporal"};

type NamedMethod = [string, Method];

const fieldMethods: Record<string, Method> = Object.fromEntries([
  ...Object.entries(fieldTypes).map(([name, type]): NamedMethod => [
    name,
    (given, [field]) => ({...given, field, type})
  ]),
  ...operationNames.map((aggregate): NamedMethod => [
    aggregate,
    (given, [field]) => aggregated(given, aggregate, field)
  ]),
  ...timeUnitNames.map((timeUnit): NamedMethod => [
    timeUnit,
    (given, [field]) => ({...given, timeUnit, field, type: "temporal"})
  ])
]);

function aggregated(given: object, aggregate: string, field: unknown): Record<string, unknown> {
  return {...given, aggregate, ...(field !== undefined && {field}), type: "quantitative"};
}

/** `vl.fieldQ("a")` */
export const field: Kind = {methods: fieldMethods};

/** `vl.x().fieldQ("a")` */
export const channel: Kind = {
  methods: {...fieldMethods, if: (given, [test, then]) => ({...given, condition: condition(test, then)})}
};

/** `vl.mean("a").as("b")` */
export const operation: Kind = {methods: {}};

/** `vl.aggregate(vl.mean("a")).groupby("b")` */
export const transform: Kind = {
  methods: {
    groupby: (given, names) => ({...given, groupby: plain(names.flat())}),
    as: (given, names) => ({...given, as: names.length === 1 ? names[0] : names})
  }
};

/** `vl.selectPoint("picked").fields("a")`: what `bind` and `value` do not set belongs to `select`. */
export const selection: Kind = {
  methods: {
    bind: (given, [bind]) => ({...given, bind: plain(bind)}),
    value: (given, [value]) => ({...given, value: plain(value)}),
    ...Object.fromEntries(["encodings", "fields"].map((name) => [name, selectOption(name, (values) => values.flat())])),
    ...Object.fromEntries(
      ["on", "clear", "toggle", "nearest", "resolve", "mark", "translate", "zoom"].map((name) => [
        name,
        selectOption(name, ([value]) => value)
      ])
    )
  }
};

function selectOption(name: string, choose: (values: unknown[]) => unknown): Method {
  return (given, values) => ({...given, select: {...(given.select as object), [name]: plain(choose(values))}});
}

/** The test is a selection, an expression or a predicate; what then holds is a value or an encoding. */
function condition(test: unknown, then: unknown): object {
  const chosen = partFields(test);
  const when = chosen?.select ? {param: chosen.name} : {test: plain(test)};
  const value = plain(then);
  return {...when, ...(typeof value === "object" ? value : {value})};
}

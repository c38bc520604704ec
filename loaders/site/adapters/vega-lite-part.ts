export type Fields = Record<string, unknown>;
/** A part of a specification under construction: any method sets the property of its name and returns a new part. */
export type Part = Record<string, (...values: unknown[]) => unknown>;
export type Method = (fields: Fields, values: unknown[]) => Fields;

const fieldsOf = new WeakMap<object, Fields>();

/** Methods that do not simply set a property; a part has those of its kind. */
export interface Kind {
  methods: Record<string, Method>;
  /** Methods that give something other than a new part. */
  results?: Record<string, (fields: Fields, values: unknown[]) => unknown>;
}

/** A new part of the kind. */
export function part(kind: Kind, fields: Fields): Part {
  const proxy: Part = new Proxy<Part>({} as Part, {
    get(_, name) {
      if (typeof name === "symbol" || name === "then" || name === "toJSON") return undefined;
      const result = kind.results?.[name];
      if (result) return (...values: unknown[]) => result(fields, values);
      const method = kind.methods[name] ?? ((given, values) => ({...given, [name]: plainArguments(values)}));
      return (...values: unknown[]) => part(kind, method(fields, values));
    }
  });
  fieldsOf.set(proxy, fields);
  return proxy;
}

function plainArguments(values: unknown[]): unknown {
  return values.length === 0 ? true : plain(values.length === 1 ? values[0] : values);
}

/** Parts within a value become plain objects; data values stay as they are. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fields = fieldsOf.get(value);
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (!fields && prototype !== null && prototype !== Object.prototype) return value;
  const entries = Object.entries(fields ?? value).filter(([key]) => !fields || !key.startsWith("_"));
  return Object.fromEntries(entries.map(([key, each]) => [key, key === "values" ? each : plain(each)]));
}

/** The properties of a part; undefined for any other value. */
export function partFields(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null ? fieldsOf.get(value) : undefined;
}

/** How one setting is written in the page's address. `decode` gives undefined for what it cannot read. */
export interface Codec<T> {
  fallback: T;
  decode(text: string): T | undefined;
  /** A method, so that codecs of different types fit one record. */
  encode(value: T): string;
}

/** Text, or one of the words allowed. @example text("step", ["step", "epoch", "time"]) */
export function text(fallback = "", allowed?: readonly string[]): Codec<string> {
  return {fallback, encode: (v) => v, decode: (t) => (allowed && !allowed.includes(t) ? undefined : t.slice(0, 200))};
}

/** On or off. @example flag(false) */
export function flag(fallback = false): Codec<boolean> {
  return {fallback, encode: (v) => (v ? "1" : "0"), decode: (t) => (t === "1" ? true : t === "0" ? false : undefined)};
}

/** A finite number within bounds. @example number(0, {min: 0, max: 0.99}) */
export function number(fallback: number, {min = -Infinity, max = Infinity} = {}): Codec<number> {
  const decode = (t: string): number | undefined => {
    const v = t.trim() === "" ? NaN : Number(t);
    return Number.isFinite(v) && v >= min && v <= max ? v : undefined;
  };
  return {fallback, encode: String, decode};
}

/** A list of texts without commas, at most `limit` of them. @example list() */
export function list(fallback: readonly string[] = [], limit = 200): Codec<readonly string[]> {
  const decode = (t: string): readonly string[] => (t === "" ? [] : t.split(",").slice(0, limit).map(unescapeComma));
  return {fallback, encode: (v) => v.map(escapeComma).join(","), decode};
}

function escapeComma(t: string): string {
  return t.replaceAll("~", "~0").replaceAll(",", "~1");
}

function unescapeComma(t: string): string {
  return t.replaceAll("~1", ",").replaceAll("~0", "~");
}

/** Sort column and direction: "loss" or "-loss". @example sorting() */
export function sorting(fallback: Sorting = {sort: null, descending: false}): Codec<Sorting> {
  const encode = ({sort, descending}: Sorting): string => (sort === null ? "" : (descending ? "-" : "") + sort);
  const decode = (t: string): Sorting => {
    const descending = t.startsWith("-");
    return {sort: (descending ? t.slice(1) : t) || null, descending};
  };
  return {fallback, encode, decode};
}

export interface Sorting {
  sort: string | null;
  descending: boolean;
}

export type Codecs = Readonly<Record<string, Codec<unknown>>>;
export type Values<C> = {[K in keyof C]: C[K] extends Codec<infer T> ? T : never};

/** Reads the settings from a query string; what is missing or unreadable takes its fallback. */
export function readSettings<C extends Codecs>(codecs: C, query: string): Values<C> {
  const found = new URLSearchParams(query);
  const entries = Object.entries(codecs).map(([key, codec]) => {
    const t = found.get(key);
    return [key, (t === null ? undefined : codec.decode(t)) ?? codec.fallback];
  });
  return Object.fromEntries(entries) as Values<C>;
}

/** The query string with the settings in it: fallbacks left out, parameters of others kept. */
export function writeSettings<C extends Codecs>(codecs: C, values: Values<C>, query: string): string {
  const written = new URLSearchParams(query);
  for (const [key, codec] of Object.entries(codecs)) {
    const t = codec.encode(values[key as keyof C]);
    if (t === codec.encode(codec.fallback)) written.delete(key);
    else written.set(key, t);
  }
  const t = written.toString();
  return t === "" ? "" : `?${t}`;
}

import type {TableElement} from "./table.js";
import type {Row} from "./table-state.js";
import {readSettings, writeSettings} from "./url-codec.js";
import type {Codec, Codecs, Sorting, Values} from "./url-codec.js";

export {flag, list, number, sorting, text} from "./url-codec.js";

/** Settings of a page that live in its address. */
export interface UrlState<C extends Codecs> {
  readonly values: Values<C>;
  /** Changes settings and the address, without a new entry in the history. */
  set: (change: Partial<Values<C>>) => void;
  /** Gives an input its value from the address and keeps the address up to date. Returns the input. */
  keep: <E extends HTMLElement & {value: unknown}>(key: keyof C & string, input: E) => E;
  /** The same for a table: `<name>_sort`, `<name>_filter` and, where rows are selected, `<name>` must be declared. */
  keepTable: <R extends Row>(name: string, table: TableElement<R>) => TableElement<R>;
}

/** A page opened from a file may not change its query, only its fragment. */
function readQuery(): string {
  return location.protocol === "file:" ? location.hash.replace(/^#\??/, "?") : location.search;
}

function writeQuery(query: string): void {
  const fromFile = location.protocol === "file:";
  const address = fromFile ? `#${query}` : `${location.pathname}${query}${location.hash}`;
  history.replaceState(history.state, "", address);
}

/**
 * Keeps filters and selections in the page's address; what it cannot read there it ignores.
 * @example
 * const state = urlState({x: text("step", ["step", "time"]), log: flag(), runs: list(), runs_sort: sorting(), runs_filter: text()});
 * const x = view(state.keep("x", Inputs.radio(["step", "time"], {label: "x axis"})));
 * const chosen = view(state.keepTable("runs", table(runs, {caption: "Runs", select: "run_id", filter: true})));
 */
export function urlState<C extends Codecs>(codecs: C): UrlState<C> {
  let values = readSettings(codecs, readQuery());
  const set = (change: Partial<Values<C>>): void => {
    values = {...values, ...change};
    writeQuery(writeSettings(codecs, values, readQuery()));
  };
  const has = (key: string): boolean => Object.hasOwn(codecs, key);
  const keep: UrlState<C>["keep"] = (key, input) => {
    input.value = values[key];
    input.addEventListener("input", () => set({[key]: input.value} as Partial<Values<C>>));
    return input;
  };
  const keepTable: UrlState<C>["keepTable"] = (name, table) => {
    const keys = {sort: `${name}_sort`, filter: `${name}_filter`};
    const kept = values as Record<string, unknown>;
    table.state = {
      ...table.state,
      ...(has(keys.sort) ? (kept[keys.sort] as Sorting) : {}),
      ...(has(keys.filter) ? {filter: kept[keys.filter] as string} : {}),
      ...(has(name) ? {selected: kept[name] as readonly string[]} : {})
    };
    table.addEventListener("input", () => {
      const {sort, descending, filter, selected} = table.state;
      const all = {[keys.sort]: {sort, descending}, [keys.filter]: filter, [name]: selected};
      const declared = Object.entries(all).filter(([key]) => has(key));
      set(Object.fromEntries(declared) as Partial<Values<C>>);
    });
    return table;
  };
  return {
    get values() {
      return values;
    },
    set,
    keep,
    keepTable
  };
}

export type {Codec};

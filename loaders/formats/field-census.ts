import type {FactRow, Place} from "../rows.ts";
import type {JsonLine, Shape} from "./json-line.ts";
import type {Leaf} from "./json-scanner.ts";

/** Pairs of key and type told per source; what goes beyond is one row under `furtherKeys`. */
export const mostFields = 4096;
/** The key of the row that counts the units with keys beyond the limit. */
export const furtherKeys = "…";
/** Sets of keys and types counted apart before they are added up. */
const mostSignatures = 1024;

interface Count {
  units: number;
  first: Place;
  last: number;
}

/** What a census remembers from one reading of a file to the next. */
export interface FieldCensusState {
  fields: Map<string, Count>;
  beyond: Count | null;
}

/** Lines with the same keys whose values have the same types. */
interface Signature extends Count {
  kinds: Leaf["kind"][];
  fields: string[];
}

/**
 * Counts which keys the lines of a source have and the JSON types of their values: table `field`. Lines are counted by
 * their shape and the types of its leaves, so that a line like the one before costs one comparison per leaf.
 */
export class FieldCensus {
  #signatures = new Map<Shape, {latest: Signature; all: Map<string, Signature>}>();
  #size = 0;
  readonly #fields: Map<string, Count>;
  #beyond: Count | null;

  constructor(state?: FieldCensusState) {
    this.#fields = state?.fields ?? new Map<string, Count>();
    this.#beyond = state?.beyond ?? null;
  }

  state(): FieldCensusState {
    this.#addUp();
    return {fields: this.#fields, beyond: this.#beyond};
  }

  /** Counts the unit at `at`, or `units` of them of which it is the last, with the keys and types of `json`. */
  count(at: Place, json: JsonLine, units = 1): void {
    const known = this.#signatures.get(json.shape);
    const found = known && matches(known.latest, json.leaves) ? known.latest : this.#signature(at, json);
    found.units += units;
    found.last = at.unit;
  }

  /** The rows of table field, by first unit and then in the order of the line. */
  *rows(): Iterable<FactRow> {
    this.#addUp();
    for (const [field, count] of this.#fields) {
      const [type, key] = split(field);
      yield fieldRow(key, type, count);
    }
    if (this.#beyond) yield fieldRow(furtherKeys, "any", this.#beyond);
  }

  #signature(at: Place, json: JsonLine): Signature {
    const kinds = json.leaves.map(({kind}) => kind);
    const text = kinds.join(" ");
    if (this.#size >= mostSignatures) this.#addUp();
    let known = this.#signatures.get(json.shape);
    let found = known?.all.get(text);
    if (!found) {
      found = {kinds, fields: fieldsOf(json), units: 0, first: at, last: at.unit};
      this.#size += 1;
    }
    if (!known) this.#signatures.set(json.shape, (known = {latest: found, all: new Map()}));
    known.all.set(text, found);
    known.latest = found;
    return found;
  }

  #addUp(): void {
    const signatures = [...this.#signatures.values()].flatMap(({all}) => [...all.values()]);
    signatures.sort((a, b) => a.first.unit - b.first.unit);
    for (const signature of signatures) this.#add(signature);
    this.#signatures = new Map();
    this.#size = 0;
  }

  #add({fields, ...count}: Signature): void {
    let beyond = false;
    for (const field of fields) {
      const known = this.#fields.get(field);
      if (known) join(known, count);
      else if (this.#fields.size < mostFields) this.#fields.set(field, {...count});
      else beyond = true;
    }
    if (!beyond) return;
    if (this.#beyond) join(this.#beyond, count);
    else this.#beyond = {...count};
  }
}

function join(known: Count, {units, first, last}: Count): void {
  known.units += units;
  if (first.unit < known.first.unit) known.first = first;
  known.last = Math.max(known.last, last);
}

function matches({kinds}: Signature, leaves: Leaf[]): boolean {
  for (let i = 0; i < leaves.length; i++) if (leaves[i]!.kind !== kinds[i]) return false;
  return true;
}

/** "type key" of every key at any depth. A key that a later one of its name replaced holds no leaves. */
function fieldsOf(json: JsonLine): string[] {
  const fields = json.allKeys().flatMap(({path, start, from, to}) => {
    if (from === to) return [];
    const opening = json.text[start];
    const type = opening === "{" ? "object" : opening === "[" ? "array" : json.leaves[from]!.kind;
    return `${type} ${path}`;
  });
  return [...new Set(fields)];
}

function split(field: string): [string, string] {
  const space = field.indexOf(" ");
  return [field.slice(0, space), field.slice(space + 1)];
}

function fieldRow(key: string, type: string, {units, first, last}: Count): FactRow {
  return {table: "field", at: first, values: {key, type, units, last_unit: last}};
}

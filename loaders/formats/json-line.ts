import {JsonScanner, type Key, type Leaf} from "./json-scanner.ts";
import type {Mend, Patch} from "./json-tokens.ts";

/** The sequence of a line's leaf paths. Lines with the same sequence share one Shape object. */
export interface Shape {
  paths: string[];
  /** The paths as one text: equal for equal sequences, whichever reader saw them. */
  signature: string;
  /** Leaf index by path. */
  index: Map<string, number>;
}

/** One parsed JSON object, flattened. */
export class JsonLine {
  readonly text: string;
  readonly leaves: Leaf[];
  readonly mends: Mend[];
  readonly shape: Shape;
  /** Offsets of the object in `text`. */
  readonly start: number;
  readonly end: number;
  readonly #keys: Key[];
  readonly #patches: Patch[];

  constructor(scanner: JsonScanner, start: number, leaves: Leaf[], shape: Shape) {
    this.text = scanner.text;
    this.leaves = leaves;
    this.mends = scanner.mends;
    this.shape = shape;
    this.start = start;
    this.end = scanner.at;
    this.#keys = scanner.keys;
    this.#patches = scanner.patches;
  }

  /** The leaf at a path such as "config/lr". */
  leaf(path: string): Leaf | undefined {
    const i = this.shape.index.get(path);
    return i === undefined ? undefined : this.leaves[i];
  }

  /** The string at a path, or a number's own text; undefined where the value is anything else. */
  textAt(path: string): string | undefined {
    const leaf = this.leaf(path);
    if (leaf?.kind === "string") return leaf.value as string;
    return leaf?.kind === "number" ? this.text.slice(leaf.start, leaf.end) : undefined;
  }

  /** A top-level key, the last one where it repeats. */
  key(name: string): Key | undefined {
    return this.#keys.findLast(({path, top}) => top && path === name);
  }

  /** Top-level keys in the order of the line. */
  topKeys(): Key[] {
    return this.#keys.filter(({top}) => top);
  }

  /** Keys at any depth in the order of the line; one that repeats holds no leaves but the last time. */
  allKeys(): readonly Key[] {
    return this.#keys;
  }

  /** Strict JSON text of a value (of the whole object when left out); non-finite numbers become strings. */
  json({start, end}: {start: number; end: number} = this): string {
    let out = "";
    let from = start;
    for (const patch of this.#patches) {
      if (patch.start < from || patch.end > end) continue;
      out += this.text.slice(from, patch.start) + patch.by;
      from = patch.end;
    }
    return out + this.text.slice(from, end);
  }
}

const knownShapes = 512;

/** Reads lines of JSON objects. One reader per source: it remembers the shapes it has seen. */
export class JsonLineReader {
  #shape: Shape = {paths: [], signature: "{", index: new Map()};
  readonly #shapes = new Map<string, Shape>();
  #checked: {paths: string[]; repeats: boolean} = {paths: [], repeats: false};

  /**
   * The object that begins at `from`, e.g. read('{"train": {"loss": NaN}}') has the leaf train/loss. NaN and infinities
   * in any spelling are numbers, a raw control character in a string is kept, a repeated key keeps its last value; each
   * is a mend. Only white space may follow unless `tail` is set. Throws JsonFault.
   */
  read(text: string, from = 0, tail = false): JsonLine {
    const scanner = new JsonScanner(text, from);
    scanner.space();
    const start = scanner.at;
    scanner.scan();
    const end = scanner.at;
    scanner.space();
    if (!tail && scanner.at < text.length) throw scanner.fault("nothing behind the object");
    scanner.at = end;
    const leaves = this.#hasRepeats(scanner.keys) ? withoutRepeats(scanner) : scanner.leaves;
    return new JsonLine(scanner, start, leaves, this.#shapeOf(leaves));
  }

  #hasRepeats(keys: Key[]): boolean {
    const {paths, repeats} = this.#checked;
    let i = paths.length === keys.length ? 0 : -1;
    while (i >= 0 && i < keys.length && paths[i] === keys[i]!.path) i++;
    if (i === keys.length) return repeats;
    this.#checked = {paths: keys.map(({path}) => path), repeats: false};
    this.#checked.repeats = new Set(this.#checked.paths).size < keys.length;
    return this.#checked.repeats;
  }

  #shapeOf(leaves: Leaf[]): Shape {
    const {paths} = this.#shape;
    let i = paths.length === leaves.length ? 0 : -1;
    while (i >= 0 && i < leaves.length && paths[i] === leaves[i]!.path) i++;
    if (i === leaves.length) return this.#shape;
    const own = leaves.map(({path}) => path);
    const signature = `{${own.join("\n")}`;
    const shape = this.#shapes.get(signature) ?? {
      paths: own,
      signature,
      index: new Map(own.map((path, at) => [path, at]))
    };
    if (this.#shapes.size < knownShapes) this.#shapes.set(signature, shape);
    return (this.#shape = shape);
  }
}

/** Keeps the last value of a repeated key, as JSON.parse does, and says so in a mend. */
function withoutRepeats({keys, leaves, mends, text}: JsonScanner): Leaf[] {
  const last = new Map(keys.map((key) => [key.path, key]));
  const dropped = new Set<Leaf>();
  for (const key of keys) {
    const kept = last.get(key.path)!;
    if (kept === key) continue;
    leaves.slice(key.from, key.to).forEach((leaf) => dropped.add(leaf));
    const [before, after] = [key, kept].map(({path, start, end}) => `${path}: ${text.slice(start, end)}`);
    mends.push({kind: "duplicate key", before: before!, after: after!});
  }
  const moved = leaves.map((leaf) => !dropped.has(leaf));
  const position = [0];
  for (const kept of moved) position.push(position.at(-1)! + (kept ? 1 : 0));
  for (const key of keys) [key.from, key.to] = [position[key.from]!, position[key.to]!];
  return leaves.filter((leaf) => !dropped.has(leaf));
}

import type {Place, Row} from "../../rows.ts";
import {cellNumber} from "../csv-cell.ts";
import type {StepLog} from "../run-log/step-log.ts";
import {ignored, parsed} from "../unit-line.ts";

const pair = /^([A-Za-z_][\w.]*): (\S.*)$/;
/** So many lines in a row are a dump of settings; fewer may be anything that has a colon. */
const least = 4;

interface Setting {
  at: Place;
  key: string;
  value: string;
  repairs: Iterable<Row>;
}

/** What a dump remembers from one reading of its log to the next, before the lines that it holds. */
export interface KeyValueDumpState {
  told: Set<string>;
  open: boolean;
}

/**
 * Settings that a program prints as a block of `key: value` lines, as parameters of the run. Ranks print the same block;
 * the first value of a key counts, since theirs differ in addresses and the order of dictionaries.
 */
export class KeyValueDump {
  readonly #log: StepLog;
  readonly #told: Set<string>;
  #held: Setting[] = [];
  #open: boolean;

  constructor(log: StepLog, {told, open}: KeyValueDumpState = {told: new Set(), open: false}) {
    this.#log = log;
    this.#told = told;
    this.#open = open;
  }

  state(): KeyValueDumpState {
    return {told: this.#told, open: this.#open};
  }

  /** The first line that waits for those that make it a dump; null where none does. */
  get waiting(): Place | null {
    return this.#held[0]?.at ?? null;
  }

  takes(text: string): boolean {
    return pair.test(text);
  }

  *line(text: string, at: Place, repairs: Iterable<Row>): Iterable<Row> {
    const [, key = "", value = ""] = pair.exec(text) ?? [];
    this.#held.push({at, key, value: value.trimEnd(), repairs});
    if (!this.#open && this.#held.length < least) return;
    this.#open = true;
    for (const setting of this.#held) yield* this.#tell(setting);
    this.#held = [];
  }

  /** The block ends here: what is held was too short to be one. */
  *flush(): Iterable<Row> {
    for (const {at} of this.#held) yield ignored(at, "program output");
    this.#held = [];
    this.#open = false;
  }

  *#tell({at, key, value, repairs}: Setting): Iterable<Row> {
    yield parsed(at);
    yield* repairs;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    if (key === "seed") this.#log.run(at).seed(value, at.unit);
    yield* this.#log.tell(at, "param", {key, value, type: cellNumber(value) ? "number" : "string"});
  }
}

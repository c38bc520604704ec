import {deserialize, serialize} from "node:v8";
import type {Checkpoint, Resumption} from "../formats/resumption.ts";
import type {FactRow} from "../rows.ts";
import {Ledger, type LedgerState} from "./ledger.ts";
import type {OpenBlock, UnitWriter} from "./unit-writer.ts";

/** Rows told of a source so far. */
export interface Counts {
  row_count: number;
  reject_count: number;
  repair_count: number;
}

/** Rows of earlier units that were told behind the checkpoint, by table. */
export type Tail = Map<string, {unit: number; run_id: string | null}[]>;

/** Where the reading of a file that has grown goes on. */
export interface Resume {
  checkpoint: Checkpoint;
  ledger: LedgerState;
  counts: Counts;
  /** Units whose block was not full yet. */
  units: OpenBlock | null;
  tail: Tail;
}

/** How the state of a parser is written depends on the engine. */
const engine = process.versions.v8;

/** One reading of a source: its ledger, its counts, and what the next one needs where the file has grown by then. */
export class Reading {
  readonly ledger: Ledger;
  readonly counts: Counts;
  readonly resumption: Resumption;
  readonly #resumed: Resume | null;
  #units: UnitWriter | null = null;
  #saved: {bytes: Buffer; unit: number} | null = null;
  readonly #tail: Tail = new Map();

  constructor(path: string, resume: Resume | null = null) {
    this.#resumed = resume;
    this.ledger = new Ledger(path, resume?.ledger);
    this.counts = resume ? {...resume.counts} : {row_count: 0, reject_count: 0, repair_count: 0};
    this.resumption = {
      from: resume?.checkpoint ?? null,
      checkpoint: (checkpoint) => this.#save(checkpoint)
    };
  }

  /** Goes on with the block of units that the earlier reading left open. */
  begin(source_id: string, units: UnitWriter): void {
    this.#units = units;
    if (this.#resumed?.units) units.reopen(source_id, this.#resumed.units);
  }

  /** Takes note of a fact: one told behind the checkpoint of an earlier unit is told anew when the file has grown. */
  tell({table, at, values}: FactRow): void {
    this.counts.row_count += 1;
    if (!this.#saved || at.unit > this.#saved.unit) return;
    const rows = this.#tail.get(table) ?? [];
    rows.push({unit: at.unit, run_id: typeof values.run_id === "string" ? values.run_id : null});
    this.#tail.set(table, rows);
  }

  /** For `readResume`; null where the format said no checkpoint. */
  resume(): Uint8Array | null {
    return this.#saved && serialize({engine, saved: this.#saved.bytes, tail: this.#tail});
  }

  #save(checkpoint: Checkpoint): void {
    if (this.#saved) throw new Error("expected one checkpoint of a source, found a second");
    const units = this.#units?.open() ?? null;
    const bytes = serialize({checkpoint, ledger: this.ledger.state(), counts: this.counts, units});
    this.#saved = {bytes, unit: checkpoint.unit};
  }
}

/** Null where there is none, or another engine wrote it: the file is read whole then. */
export function readResume(bytes: Uint8Array | null): Resume | null {
  if (!bytes) return null;
  const stored = deserialize(bytes) as {engine: string; saved: Uint8Array; tail: Tail};
  if (stored.engine !== engine) return null;
  return {...(deserialize(stored.saved) as Omit<Resume, "tail">), tail: stored.tail};
}

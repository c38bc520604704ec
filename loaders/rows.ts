/**
 * What a format's parser yields: facts tagged by the table of schema.sql they belong to, and one `unit` row for every
 * unit of the source, in order, so that the ledger can be checked (units tile the file, none is dropped).
 */

/** A unit's place in its source. `start` and `end` are byte offsets (half-open) in the decoded content. */
export interface Place {
  unit: number;
  line: number | null;
  start: number;
  end: number;
}

export type Outcome = "parsed" | "rejected" | "ignored" | "pending";

/** One per unit, emitted before the unit's facts. `reason` is required when rejected, `rule` when ignored. */
export interface UnitRow {
  table: "unit";
  at: Place;
  outcome: Outcome;
  reason?: string;
  rule?: string;
  /** The unit's text where it was rejected (cut to 4 KiB by the ledger). */
  text?: string;
}

export type Scalar = string | number | boolean | bigint | null;

/** A fact: column values by the column names of schema.sql, without the five place columns (taken from `at`). */
export interface FactRow {
  table: FactTable;
  at: Place;
  values: Record<string, Scalar | object | undefined>;
}

export interface RepairRow {
  table: "repair";
  at: Place;
  kind: string;
  before: string;
  after: string;
}

/** Lines that a scanner took: their facts are stored by it. */
export interface TakenRow {
  table: "taken";
  /** The first of them, and the last. */
  at: Place;
  to: Place;
  units: number;
  facts: number;
}

export type Row = UnitRow | FactRow | RepairRow;

/** What a parser yields that may leave lines to a scanner. */
export type ScannedRow = Row | TakenRow;

/** Tables a parser may fill. `source`, `reject`, `ignored` are the ledger's; `claim` comes later. */
export const factTables = [
  "run",
  "param",
  "metric",
  "event",
  "environment",
  "artifact",
  "audit",
  "capability",
  "finding",
  "gate",
  "phase",
  "deferred",
  "patch",
  "captured_error",
  "check_item",
  "sprint_item",
  "prose",
  "benchmark",
  "sample",
  "statistic",
  "test_result",
  "coverage",
  "component",
  "vulnerability",
  "chain_link",
  "record",
  "field",
  "evidence"
] as const;
export type FactTable = (typeof factTables)[number];

/** Verdicts, and nothing else, decide anything. */
export const verdicts = ["pass", "fail", "undecided", "no-evidence", "not-applicable"] as const;
export type Verdict = (typeof verdicts)[number];

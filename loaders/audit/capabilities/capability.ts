/** The part a file plays, told from its path. */
export type Role = "product" | "test" | "example" | "benchmark" | "documentation";

/**
 * One trace of a capability. "path" looks at the paths that count, "code" at code without comments and what strings
 * say, "text" at code or settings with what strings say, "prose" at documents. A group `name` is what a definition names.
 */
export interface Signal {
  sign: string;
  in: "path" | "code" | "text" | "prose";
  /** Languages it is looked for in; all where left out. */
  languages?: readonly string[];
  pattern: RegExp;
  /** Counts where it begins inside a string too; elsewhere a string that says it is no trace. */
  inStrings?: true;
  example: string;
  unlike?: string;
}

export interface Part {
  part: string;
  signals: readonly Signal[];
  /** Only in files that hold a signal of the part named. */
  within?: string;
  /** Commands in steps and documents that use what the part's paths hold. */
  commands?: RegExp;
  /** What it is needs nobody who imports or runs it: it is read, or a service looks for it by its path. */
  selfStanding?: true;
  /** Files whose role may hold it; product where left out. */
  roles?: readonly Role[];
}

/** What speaks against a capability where it is found beside it. */
export interface AntiSignal extends Signal {
  /** What it takes away, in words that end a sentence. */
  against: string;
}

/** A file of figures that were measured, told from its beginning. */
export interface Measurement {
  sign: string;
  pattern: RegExp;
  example: string;
}

export interface Capability {
  /** As the seeds' tables name it; aliases of the warehouse bring other spellings to the same row. */
  capability: string;
  means: string;
  /** All of them are needed. */
  parts: readonly Part[];
  against: readonly AntiSignal[];
  /** Names of tests and files that are about it. */
  tests: RegExp;
  measured: readonly Measurement[];
}

export const statuses = ["implemented", "partial", "stubbed", "missing", "unknown"] as const;
export type Status = (typeof statuses)[number];

/** Kinds of evidence, kept apart: none stands for another. */
export const evidenceKinds = ["exists", "referenced", "executed", "passed", "measured"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

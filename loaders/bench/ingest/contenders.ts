/** Who is measured: ours from nothing and over a log that grew by a hundredth, DuckDB, and our rows without the reading. */
export const contenders = ["colophon", "colophon append", "duckdb", "store only"] as const;
export type ContenderName = (typeof contenders)[number];

/** Milliseconds of the work, and of the process the most memory it held, bytes. */
export interface Outcome {
  milliseconds: number;
  bytes: number;
}

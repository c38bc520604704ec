/** Files to read, generated, and how they grow. */
export interface Subject {
  name: string;
  dtype: "ndjson" | "text";
  axes: Record<string, string | number>;
  /** Of all files before they grow. */
  bytes: number;
  /** What ingest is given. */
  input: string;
  /** The table that DuckDB reads the same from. */
  scan: string;
  /** Adds about a hundredth. */
  grow(): void;
  /** Writes the files as they were before they grew. */
  reset(): void;
}

interface FormatWords {
  /** Plural name in running text. */
  many: string;
  /** How such a file is recognised. */
  what: string;
}

/** The formats there are, in words; tests/components/format-name.test.ts holds the list to loaders/formats. */
export const formatWords: Readonly<Record<string, FormatWords>> = {
  "training-ndjson": {many: "training logs", what: "one JSON object per line, with a step or an epoch and metrics"},
  mllog: {many: "MLPerf logs", what: "lines that begin with :::MLLOG"},
  "status-report": {many: "status reports", what: "Markdown with capability tables, checklists, gates or findings"},
  "event-ndjson": {many: "event logs", what: "one JSON object per line, with a time and an action or an error"},
  "benchmark-ndjson": {many: "benchmark results", what: "one JSON object per line, as colophon bench writes it"},
  "test-ndjson": {many: "test results", what: "one JSON object per line, as npm run test:long writes it"}
};

/** Plural name of a format; a format that the configuration declares goes by its own name. */
export function formatName(format: string): string {
  return formatWords[format]?.many ?? format;
}

/** "training logs, benchmark results and MLPerf logs" */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1] ?? ""}`;
}

import {appendFileSync, closeSync, openSync, readFileSync, statSync, writeSync} from "node:fs";
import {join} from "node:path";
import {numberText} from "./number-text.ts";
import {seededRandom, type Random} from "../random.ts";
import type {Subject} from "./subject.ts";

/** A generated log: what it is like, and the columns DuckDB is told to read it with. */
export interface LogKind {
  name: "training-long" | "training-wide" | "audit";
  columns: string;
  line(n: number, random: Random): string;
}

const megabyte = 1024 * 1024;
const longMetrics = ["loss", "accuracy", "grad_norm", "lr", "tokens_per_s", "entropy"];
const wideMetrics = Array.from({length: 20}, (_, i) => `train/metric_${i}`);

export const logKinds: readonly LogKind[] = [
  {
    name: "training-long",
    columns:
      "{run_id: 'VARCHAR', step: 'BIGINT', split: 'VARCHAR', metric: 'VARCHAR', value: 'DOUBLE', timestamp: 'DOUBLE'}",
    line: (n, random) =>
      `{"run_id":"run-0","step":${Math.floor(n / 6) + 1},"split":"train","metric":"${longMetrics[n % 6]}","value":${numberText(random, n)},"timestamp":${(1.76e9 + n * 0.05).toFixed(3)}}\n`
  },
  {
    name: "training-wide",
    columns: `{step: 'BIGINT', epoch: 'BIGINT', timestamp: 'DOUBLE', ${wideMetrics.map((name) => `'${name}': 'DOUBLE'`).join(", ")}}`,
    line: (n, random) =>
      `{"step":${n + 1},"epoch":${Math.floor(n / 1000)},"timestamp":${(1.76e9 + n * 0.5).toFixed(3)},${wideMetrics.map((name, i) => `"${name}":${numberText(random, i)}`).join(",")}}\n`
  },
  {
    name: "audit",
    columns: "{time: 'TIMESTAMP', user: 'VARCHAR', event: 'VARCHAR', status: 'VARCHAR', details: 'JSON'}",
    line: (n, random) =>
      `{"time":"${new Date(1.76e12 + n * 37).toISOString()}","user":"user-${n % 7}","event":"${["edit", "run", "commit", "review"][n % 4]}","status":"${n % 11 ? "ok" : "failed"}","details":{"path":"src/module_${n % 97}/file_${n % 13}.py","lines":${Math.floor(random.uniform(0, 1) * 500)},"duration_ms":${(random.uniform(0, 1) * 1000).toFixed(2)},"tags":["a${n % 5}","b${n % 3}"]}}\n`
  }
];

/** Writes a log of about `bytes` bytes whose first line is the `first`; the lines written. */
function writeLog(kind: LogKind, bytes: number, file: string, first = 0): number {
  const random = seededRandom(first + 1);
  const fd = openSync(file, "w");
  try {
    let lines = 0;
    for (let written = 0; written < bytes;) {
      let text = "";
      while (text.length < megabyte && written + text.length < bytes) text += kind.line(first + lines++, random);
      written += writeSync(fd, text);
    }
    return lines;
  } finally {
    closeSync(fd);
  }
}

/** A log of `megabytes` million bytes in `folder`; a hundredth of it is added at its end. */
export function logSubject(kind: LogKind, megabytes: number, folder: string): Subject {
  const [input, more] = [join(folder, "log.ndjson"), join(folder, "more.ndjson")];
  const write = (): number => writeLog(kind, megabytes * 1e6, input);
  const lines = write();
  writeLog(kind, megabytes * 1e4, more, lines);
  return {
    name: `${kind.name} ${megabytes} MB`,
    dtype: "ndjson",
    axes: {log: kind.name, megabytes, lines},
    bytes: statSync(input).size,
    input,
    scan: `read_ndjson('${input}', columns=${kind.columns})`,
    grow: () => appendFileSync(input, readFileSync(more)),
    reset: write
  };
}

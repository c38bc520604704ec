import {closeSync, openSync, writeSync} from "node:fs";
import {seededRandom, type Random} from "../random.ts";

/** A generated log: what it is like, and the columns DuckDB is told to read it with. */
export interface LogKind {
  name: "training-long" | "training-wide" | "audit";
  columns: string;
  line(n: number, random: Random): string;
}

const megabyte = 1024 * 1024;
const longMetrics = ["loss", "accuracy", "grad_norm", "lr", "tokens_per_s", "entropy"];
const wideMetrics = Array.from({length: 20}, (_, i) => `train/metric_${i}`);

/** Numbers as Python writes them: the double of a float32, four decimals, or an exponent. */
function numberText(random: Random, n: number): string {
  if (n % 6 === 1) return String(Math.round(random.uniform(0, 1) * 1e4) / 1e4);
  if (n % 6 === 3) return (1e-5 * random.uniform(0, 1)).toExponential().replace(/e-(\d)$/, "e-0$1");
  return String(Math.fround(random.uniform(0, 1) * 10));
}

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

/** Writes a log of about `bytes` bytes from line `first` on; the lines written. */
export function writeLog(kind: LogKind, bytes: number, file: string, flags: "w" | "a" = "w", first = 0): number {
  const random = seededRandom(first + 1);
  const fd = openSync(file, flags);
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

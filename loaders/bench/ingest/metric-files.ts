import {appendFileSync, mkdirSync, rmSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {seededRandom} from "../random.ts";
import {numberText} from "./number-text.ts";
import type {Subject} from "./subject.ts";

const metricsPerRun = 100;
const linesPerFile = 20;
const started = 1.7e12;

/** `files` metrics of an MLflow folder, a hundred to a run, 20 lines each; every hundredth grows by as many lines. */
export function metricFilesSubject(files: number, folder: string): Subject {
  const input = join(folder, "mlruns");
  const paths = Array.from({length: files}, (_, n) => join(input, metricPath(n)));
  const write = (): number => {
    rmSync(input, {recursive: true, force: true});
    return paths.map((path, n) => writeMetric(path, n)).reduce((sum, bytes) => sum + bytes, 0);
  };
  return {
    name: `mlflow-metrics ${files} files`,
    dtype: "text",
    axes: {log: "mlflow-metrics", files, lines: files * linesPerFile},
    bytes: write(),
    input,
    scan: `read_csv('${input}/**', delim=' ', header=false, filename=true, columns={time: 'BIGINT', value: 'DOUBLE', step: 'BIGINT'})`,
    grow: () => {
      for (let n = 0; n < files; n += 100) appendFileSync(paths[n]!, metricLines(n, linesPerFile));
    },
    reset: write
  };
}

function metricPath(n: number): string {
  const run = Math.floor(n / metricsPerRun)
    .toString(16)
    .padStart(32, "0");
  return join("1", run, "metrics", `train_metric_${n % metricsPerRun}`);
}

function writeMetric(path: string, n: number): number {
  const text = metricLines(n, 0);
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, text);
  return text.length;
}

function metricLines(n: number, first: number): string {
  const random = seededRandom(n * 2 + (first > 0 ? 1 : 0));
  return Array.from({length: linesPerFile}, (_, i) => {
    const step = first + i;
    return `${started + n * 7 + step * 1000} ${numberText(random, n)} ${step}\n`;
  }).join("");
}

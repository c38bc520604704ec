import type {Place} from "../../rows.ts";
import type {Format} from "../format.ts";
import type {MetricName} from "../run-log/metric-name.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog} from "../run-log/step-log.ts";
import {shownLines} from "../terminal-text.ts";
import {keysOf, namedNumbers} from "./named-numbers.ts";
import {terminalLines, type LineReading} from "./terminal-lines.ts";

const line = /^s:(\d+)((?: \w+:\S+)+)\s*$/;
/** The logger's abbreviations: tel is the loss over the validation set. */
const names: Record<string, Omit<MetricName, "raw">> = {
  trl: {name: "loss", split: "train"},
  tel: {name: "loss", split: "val"},
  eval: {name: "accuracy", split: "eval"}
};

/** main.log of llm.c: `s:5 trl:6.1 lr:0.0001 norm:1.2` per step, `s:250 tel:6.0` per validation. */
export const llmcLog: Format = {
  name: "llmc-log",
  title: "training log of llm.c",
  unit: "line",
  detect(_path, head) {
    const filled = shownLines(head)
      .filter((text) => text.trim() !== "")
      .slice(0, 256);
    const ours = filled.filter((text) => line.test(text) && / (?:trl|tel):/.test(text)).length;
    return ours > 0 && ours >= filled.length * 0.5 ? 0.9 : 0;
  },
  *parse(source, resumption) {
    const log = new StepLog(source, {}, resumption?.from?.state as RunBookState | undefined);
    const reader = {
      line: (text: string, at: Place) => readLine(log, text, at),
      state: () => log.state(),
      finish: () => log.finish()
    };
    yield* terminalLines(source, reader, resumption);
  }
};

function readLine(log: StepLog, text: string, at: Place): LineReading {
  const [, step, pairs] = line.exec(text) ?? [];
  if (step === undefined) return {fault: `expected "s:step key:number …", found ${JSON.stringify(text.slice(0, 40))}`};
  const measurements = namedNumbers(pairs!, nameOf);
  if ("fault" in measurements) return measurements;
  const place = {step: Number(step), epoch: null, split: null, time: undefined};
  return {facts: log.step(at, {...place, key: keysOf(measurements), measurements})};
}

function nameOf(key: string): MetricName {
  return Object.hasOwn(names, key) ? {...names[key]!, raw: key} : {name: key, split: null, raw: null};
}

import type {Source} from "../../files/source.ts";
import type {Place, Row} from "../../rows.ts";
import type {Format} from "../format.ts";
import type {MetricName} from "../run-log/metric-name.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog} from "../run-log/step-log.ts";
import {shownLines} from "../terminal-text.ts";
import {keysOf, namedNumber, namedNumbers} from "./named-numbers.ts";
import {terminalLines, type LineReader, type LineReading} from "./terminal-lines.ts";

const stepLine = /^step:(\d+)(?:\/(\d+))?((?: \w+:\S+)+)\s*$/;
const memoryLine = /^peak memory(?: (?:allocated|consumption))?: (\d+) (\w+)(?:,? reserved: (\d+) (\w+))?\s*$/;
const separator = /^={20,}$/;
const smiTable = /^(?:nvidia-smi:\s*$|[|+].*[|+]\s*$)/;
const readsItself = /with open\(sys\.argv\[0\]/;

/** What a line of the environment dump says, by key. */
const environment: [RegExp, string[]][] = [
  [/^Running Python (\S+)/, ["python"]],
  [/^Running pytorch (\S+) compiled for CUDA (\S+)/i, ["torch", "torch/cuda"]],
  [/NVIDIA-SMI (\S+)\s+Driver Version: (\S+)\s+CUDA Version: (\S+)/, ["nvidia-smi", "driver", "cuda"]],
  [/^(\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4})\s*$/, ["nvidia-smi/time"]]
];
const busId = /^\s+[0-9A-F]+:[0-9A-F]+:[0-9A-F]+\.\d/;

const names: Record<string, Omit<MetricName, "raw">> = {
  train_loss: {name: "loss", split: "train"},
  val_loss: {name: "loss", split: "val"}
};

/** nanoGPT speedrun log: the program's own source, an environment dump, then `step:1/5100 train_loss:… train_time:…ms`. */
export const nanogptSpeedrun: Format = {
  name: "nanogpt-speedrun",
  title: "nanoGPT speedrun log",
  unit: "line",
  detect(path, head) {
    const text = shownLines(head).join("\n");
    if (/^step:\d+\/\d+ (?:\w+:\S+ )*(?:train_time|step_avg):\S+/m.test(text)) return 0.95;
    return readsItself.test(text.slice(0, 4096)) && /code = f\.read\(\)/.test(text) && !path.endsWith(".py") ? 0.8 : 0;
  },
  parse: (source, resumption) =>
    terminalLines(source, new Speedrun(source, resumption?.from?.state as SpeedrunState | undefined), resumption)
};

interface SpeedrunState {
  log: RunBookState;
  inSource: boolean | null;
  total: string | undefined;
}

class Speedrun implements LineReader {
  readonly #log: StepLog;
  #inSource: boolean | null;
  #total: string | undefined;

  constructor(source: Source, {log, inSource, total}: Partial<SpeedrunState> = {}) {
    this.#log = new StepLog(source, {}, log);
    this.#inSource = inSource ?? null;
    this.#total = total;
  }

  state(): SpeedrunState {
    return {log: this.#log.state(), inSource: this.#inSource, total: this.#total};
  }

  line(text: string, at: Place): LineReading {
    const isLog = stepLine.test(text) || environment[0]![0].test(text) || environment[1]![0].test(text);
    if (isLog) this.#inSource = false;
    this.#inSource ??= /^(?:import |from |#|"""|with )/.test(text);
    if (separator.test(text)) {
      this.#inSource = false;
      return {rule: "line of equals signs"};
    }
    if (this.#inSource) return {rule: "embedded source code"};
    return this.#step(text, at) ?? this.#memory(text, at) ?? this.#environment(text, at) ?? otherLine(text);
  }

  finish(): Iterable<Row> {
    return this.#log.finish();
  }

  #step(text: string, at: Place): LineReading | null {
    const [, step, total, pairs] = stepLine.exec(text) ?? [];
    if (step === undefined) return null;
    const measurements = namedNumbers(pairs!, nameOf);
    if ("fault" in measurements) return measurements;
    const place = {step: Number(step), epoch: null, split: null, time: undefined};
    return {facts: this.#withTotal(at, total, this.#log.step(at, {...place, key: keysOf(measurements), measurements}))};
  }

  *#withTotal(at: Place, total: string | undefined, facts: Iterable<Row>): Iterable<Row> {
    yield* facts;
    if (total === undefined || total === this.#total) return;
    this.#total = total;
    yield* this.#log.tell(at, "param", {key: "total_steps", value: total, type: "number"});
  }

  #memory(text: string, at: Place): LineReading | null {
    const [, peak, unit, reserved, reservedUnit] = memoryLine.exec(text) ?? [];
    if (peak === undefined) return null;
    const cells = [
      ["peak_memory", peak, unit],
      ["peak_memory_reserved", reserved, reservedUnit]
    ];
    const measurements = cells.flatMap(([name, number, unit_name]) => {
      const found = number === undefined ? null : namedNumber({name: name!, split: null, raw: null}, number);
      return found ? [{...found, unit_name}] : [];
    });
    return {facts: this.#log.step(at, {step: null, epoch: null, split: null, time: undefined, measurements})};
  }

  #environment(text: string, at: Place): LineReading | null {
    const [index, device] = gpuOf(text) ?? [];
    const cells: [string, string][] = device === undefined ? [] : [[`gpu/${index}`, device]];
    for (const [pattern, keys] of environment) {
      const found = pattern.exec(text);
      if (found) keys.forEach((key, i) => cells.push([key, found[i + 1]!]));
    }
    if (cells.length === 0) return null;
    if (device !== undefined) this.#log.run(at).say("device", device, at.unit);
    return {facts: this.#cells(at, cells)};
  }

  *#cells(at: Place, cells: [string, string][]): Iterable<Row> {
    for (const [key, value] of cells) yield* this.#log.tell(at, "environment", {key, value});
  }
}

/** Index and name in `|   0  NAME   On  | 00000000:61:00.0 Off | …`; the word behind the name is the persistence mode. */
function gpuOf(text: string): [index: string, name: string] | null {
  const [, first = "", second = ""] = text.split("|", 3);
  if (!busId.test(second)) return null;
  const words = first.trim().split(/\s+/);
  return words.length > 2 && /^\d+$/.test(words[0]!) ? [words[0]!, words.slice(1, -1).join(" ")] : null;
}

function otherLine(text: string): LineReading {
  return {rule: smiTable.test(text) ? "nvidia-smi table" : "program output"};
}

function nameOf(key: string): MetricName {
  return Object.hasOwn(names, key) ? {...names[key]!, raw: key} : {name: key, split: null, raw: null};
}

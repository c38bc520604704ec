import type {FactRow, Place} from "../../../rows.ts";
import type {JsonNode} from "../../json-document.ts";
import type {StepLog} from "../../run-log/step-log.ts";
import {plain, yamlParams, yamlText} from "../../yaml-document.ts";

const told = 65_536;

/** What the settings remember from one reading of their log to the next. */
export interface RunSettingsState {
  values: Map<string, string>;
  config: Record<string, unknown>;
}

/** The run's configuration: each parameter once, later changes as events; what W&B keeps for itself as environment. */
export class RunSettings {
  readonly #log: StepLog;
  readonly #values: Map<string, string>;
  readonly #config: Record<string, unknown>;

  constructor(log: StepLog, {values, config}: Partial<RunSettingsState> = {}) {
    this.#log = log;
    this.#values = values ?? new Map();
    this.#config = config ?? {};
  }

  state(): RunSettingsState {
    return {values: this.#values, config: this.#config};
  }

  *set(at: Place, key: string, node: JsonNode): Iterable<FactRow> {
    if (key === "_wandb") return yield* this.#own(at, node);
    if (key.startsWith("_wandb/")) return yield* this.#ownEntry(at, key.slice("_wandb/".length), node);
    const text = yamlText(node) ?? "null";
    const before = this.#values.get(key);
    if (before === text) return;
    this.#remember(key, text, node);
    if (before !== undefined) {
      const attributes = JSON.stringify({key, before, after: text});
      return yield* this.#log.tell(at, "event", {kind: "config changed", message: `${key}: ${text}`, attributes});
    }
    const run = this.#log.run(at);
    if (/(^|[/._])seed$/i.test(key) && node.kind === "number") run.seed(text, at.unit);
    for (const {values} of yamlParams(null, at, key, node)) {
      const {key: name, value, type} = values as {key: string; value: string | null; type: string};
      yield* this.#log.tell(at, "param", {key: name, value, type});
    }
  }

  /** All settings as JSON; null where there are none. */
  get config(): string | null {
    return this.#values.size > 0 ? JSON.stringify(this.#config) : null;
  }

  #remember(key: string, text: string, node: JsonNode): void {
    if (this.#values.size >= told) return;
    this.#values.set(key, text);
    Object.defineProperty(this.#config, key, {
      value: plain(node),
      enumerable: true,
      configurable: true,
      writable: true
    });
  }

  *#own(at: Place, node: JsonNode): Iterable<FactRow> {
    for (const [name, child] of node.entries) yield* this.#ownEntry(at, name, child);
  }

  /** Versions and paths; counters and codes of W&B's own telemetry have one or two letters. */
  *#ownEntry(at: Place, name: string, node: JsonNode): Iterable<FactRow> {
    if (name.length < 3 || node.kind === "object" || node.kind === "array") return;
    yield* this.#log.tell(at, "environment", {key: `wandb/${name}`, value: yamlText(node)});
  }
}

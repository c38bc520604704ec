import {metricName} from "../../run-log/metric-name.ts";

/** What define_metric says of a metric. */
export interface MetricDefinition {
  /** The metric's name, or a pattern that ends with "*". */
  name: string;
  stepMetric: string | null;
  /** Whether the last value of the step metric counts where a row has none. */
  stepSync: boolean;
  higherIsBetter: boolean | null;
}

/** What the axes remember from one reading of their log to the next. */
export interface AxesState {
  exact: Map<string, MetricDefinition>;
  patterns: MetricDefinition[];
  last: Map<string, number>;
}

/** A metric's x axis and direction as the run declares them. */
export class Axes {
  readonly #exact: Map<string, MetricDefinition>;
  readonly #patterns: MetricDefinition[];
  readonly #last: Map<string, number>;

  constructor({exact, patterns, last}: Partial<AxesState> = {}) {
    this.#exact = exact ?? new Map();
    this.#patterns = patterns ?? [];
    this.#last = last ?? new Map();
  }

  state(): AxesState {
    return {exact: this.#exact, patterns: this.#patterns, last: this.#last};
  }

  define(definition: MetricDefinition): void {
    if (definition.name.endsWith("*")) {
      if (this.#patterns.length < 256) this.#patterns.push(definition);
    } else if (this.#exact.size < 65_536) this.#exact.set(definition.name, definition);
  }

  of(name: string): MetricDefinition | undefined {
    return this.#exact.get(name) ?? this.#patterns.find((pattern) => name.startsWith(pattern.name.slice(0, -1)));
  }

  /** Notes the step metrics of a row, for rows that leave them out. */
  row(values: ReadonlyMap<string, number>): void {
    for (const {stepMetric} of [...this.#exact.values(), ...this.#patterns]) {
      const value = stepMetric === null ? undefined : values.get(stepMetric);
      if (value !== undefined) this.#last.set(stepMetric!, value);
    }
  }

  /**
   * Where a metric of this row stands: on its own axis where it declares one (an axis that counts epochs is an epoch),
   * else on the run's step.
   */
  place(
    name: string,
    values: ReadonlyMap<string, number>,
    step: number | null
  ): {step: number | null; epoch: number | null} {
    const definition = this.of(name);
    const axis = definition?.stepMetric ?? "_step";
    const epoch = values.get("epoch") ?? null;
    if (axis === "_step" || axis === name) return {step, epoch};
    const x = values.get(axis) ?? (definition?.stepSync ? (this.#last.get(axis) ?? null) : null);
    return isEpoch(axis) ? {step, epoch: x} : {step: x, epoch};
  }
}

function isEpoch(axis: string): boolean {
  return /^epochs?$/i.test(metricName(axis).name.split("/").at(-1)!);
}

import type {FactRow, Place} from "../../rows.ts";
import {StepSeries, type DoubtVerdict, type StepSeriesState} from "./step-series.ts";
import {TrainingRun, type TrainingRunState} from "./training-run.ts";

/** Facts that may wait for one doubtful restart to be settled. */
const heldFacts = 20_000;

/** The segments of one logged run_id. `active` is the doubtful one while there is a doubt. */
interface Thread {
  active: TrainingRun;
  before: TrainingRun | null;
  series: StepSeries;
}

/** What a book remembers from one reading of a file to the next; threads name their runs by place in `runs`. */
export interface RunBookState {
  runs: TrainingRunState[];
  /** How many of the runs are told: those behind them are still in doubt. */
  told: number;
  threads: [logged: string | null, active: number, before: number | null, series: StepSeriesState][];
  current: string | null;
}

/** Which run a row belongs to. Facts of a run that is still in doubt are held back until it is settled. */
export class RunBook {
  readonly runs: TrainingRun[] = [];
  readonly #sourceId: string;
  readonly #threads = new Map<string | null, Thread>();
  #current: string | null = null;

  constructor(sourceId: string, state?: RunBookState) {
    this.#sourceId = sourceId;
    if (!state) return;
    const runs = state.runs.map((run) => TrainingRun.from(run));
    this.runs.push(...runs.slice(0, state.told));
    for (const [logged, active, before, series] of state.threads)
      this.#threads.set(logged, {
        active: runs[active]!,
        before: before === null ? null : runs[before]!,
        series: new StepSeries(series)
      });
    this.#current = state.current;
  }

  state(): RunBookState {
    const threads = [...this.#threads];
    const doubtful = threads.map(([, {active}]) => active).filter(({runId}) => runId === null);
    const runs = [...this.runs, ...doubtful];
    const place = new Map(runs.map((run, i) => [run, i]));
    return {
      runs: runs.map((run) => run.state()),
      told: this.runs.length,
      threads: threads.map(([logged, {active, before, series}]) => [
        logged,
        place.get(active)!,
        before ? place.get(before)! : null,
        series.state()
      ]),
      current: this.#current
    };
  }

  /**
   * The run of a row that logs this run_id; one without belongs to the run named last. The first name in a file also
   * takes over what was said before it, unless that already had steps.
   */
  select(logged: string | null, at: Place): TrainingRun {
    const unnamed = this.#threads.get(null);
    if (logged !== null && !this.#threads.has(logged) && unnamed && unnamed.active.steps === 0) {
      this.#threads.delete(null);
      this.#threads.set(logged, unnamed);
      unnamed.active.logged = logged;
    }
    this.#current = logged ?? this.#current;
    return this.#thread(at).active;
  }

  /** A row that announces a run: where the run already has steps, a new segment begins. Returns facts set free. */
  announce(logged: string | null, at: Place): FactRow[] {
    if (this.select(logged, at).steps === 0) return [];
    const thread = this.#thread(at);
    const freed = this.#settled(thread, thread.series.restart());
    this.#next(thread, at);
    this.#assign(thread.active);
    return freed;
  }

  /** Places a step row of the current run by its metric set, step and values. Returns facts set free. */
  step(key: string, step: number, epoch: number | null, values: number[], at: Place): FactRow[] {
    const thread = this.#thread(at);
    const {settled, verdict} = thread.series.observe(key, step, epoch, values);
    const freed = this.#settled(thread, settled);
    if (verdict !== "continues") this.#next(thread, at);
    if (verdict === "restarts") this.#assign(thread.active);
    thread.active.writers = Math.max(thread.active.writers, thread.series.writers);
    thread.active.steps += 1;
    return freed;
  }

  get current(): TrainingRun {
    return this.#threads.get(this.#current)!.active;
  }

  /** True while it is open whether a segment has begun. */
  get inDoubt(): boolean {
    return [...this.#threads.values()].some(({active}) => active.runId === null);
  }

  /** True for the last segment of its run. */
  isActive(run: TrainingRun): boolean {
    return [...this.#threads.values()].some(({active}) => active === run);
  }

  /** The run id that rows without one belong to, as it was logged. */
  get logged(): string | null {
    return this.#current;
  }

  /** The series of the current run's steps. */
  get series(): StepSeries {
    return this.#threads.get(this.#current)!.series;
  }

  /** The facts that may be told now: all of them, or none while their run is in doubt. */
  *tell(run: TrainingRun, facts: FactRow[]): Iterable<FactRow> {
    if (run.runId !== null) {
      yield* facts;
      return;
    }
    run.held.push(...facts);
    if (run.held.length < heldFacts) return;
    const thread = [...this.#threads.values()].find(({active}) => active === run)!;
    yield* this.#settled(thread, thread.series.finish());
  }

  /** Settles every doubt at the end of the file. */
  *finish(): Iterable<FactRow> {
    for (const thread of this.#threads.values()) yield* this.#settled(thread, thread.series.finish());
  }

  #thread(at: Place): Thread {
    let thread = this.#threads.get(this.#current);
    if (thread) return thread;
    thread = {active: new TrainingRun(this.#current, 1, at), before: null, series: new StepSeries()};
    this.#threads.set(this.#current, thread);
    this.#assign(thread.active);
    return thread;
  }

  #next(thread: Thread, at: Place): void {
    const {active} = thread;
    thread.before = active;
    thread.active = new TrainingRun(active.logged, active.segment + 1, at);
  }

  #assign(run: TrainingRun): void {
    this.runs.push(run);
    run.runId = `${this.#sourceId}.${this.runs.length}`;
  }

  #settled(thread: Thread, verdict: DoubtVerdict): FactRow[] {
    if (verdict === null) return [];
    const {active, before} = thread;
    if (verdict === "restart") this.#assign(active);
    else {
      thread.active = before!;
      before!.steps += active.steps;
      before!.writers = Math.max(before!.writers, active.writers);
      for (const [key, value] of Object.entries(active.columns)) before!.columns[key] ??= value;
    }
    const run_id = thread.active.runId;
    const freed = active.held.map((row) => ({...row, values: {...row.values, run_id}}));
    active.held = [];
    return freed;
  }
}

import {createContext, Script, type Context} from "node:vm";
import {Failure} from "../../failure.ts";

/** Longer lines are not matched. */
export const longestMatched = 64 * 1024;

/** Milliseconds that matching the lines of one source may take: five seconds, and one more per MiB. */
export function budgetOf(bytes: number): number {
  return 5000 + (bytes / 2 ** 20) * 1000;
}

type Groups = Record<string, string | undefined>;

interface Batch {
  pattern: RegExp;
  texts: string[];
  found: (Groups | null)[];
  at: number;
}

const script = new Script(`(function (batch) {
  for (; batch.at < batch.texts.length; batch.at++) {
    const match = batch.pattern.exec(batch.texts[batch.at]);
    batch.found.push(match === null ? null : (match.groups ?? {}));
  }
})`);

/**
 * Matches texts with an expression that somebody else wrote. Some expressions take exponential time, and nothing in
 * JavaScript stops one but the end of its script: so each batch runs as a script with what is left of the budget.
 */
export class GuardedMatch {
  readonly #pattern: RegExp;
  readonly #budget: number;
  readonly #context: Context;
  #left: number;

  /** `budget` in milliseconds, for all calls together. */
  constructor(pattern: RegExp, budget: number) {
    this.#pattern = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
    this.#budget = this.#left = budget;
    this.#context = createContext(Object.create(null) as object);
    this.#context.match = script.runInContext(this.#context) as unknown;
  }

  /** The expression as it is written. */
  get expression(): string {
    return String(this.#pattern);
  }

  /** The named groups per text, null where it does not match; or the text at which the budget was used up. */
  match(texts: string[]): {found: (Groups | null)[]; stuckAt: number | null} {
    const batch: Batch = {pattern: this.#pattern, texts, found: [], at: 0};
    const started = performance.now();
    this.#context.batch = batch;
    try {
      call.runInContext(this.#context, {timeout: Math.max(1, Math.ceil(this.#left))});
    } catch (error) {
      if (!isTimeout(error)) throw error;
      return {found: batch.found, stuckAt: batch.at};
    } finally {
      this.#left -= performance.now() - started;
    }
    return {found: batch.found, stuckAt: null};
  }

  /** What to tell the user of an expression that used up its budget; `place` is "path:line". */
  tooSlow(format: string, place: string, text: string): Failure {
    const seconds = `${Number((this.#budget / 1000).toFixed(1))} s`;
    return new Failure(
      "usage",
      `expected ${this.expression} of ${format} to be matched within ${seconds}, found it still busy at ${place}, ${JSON.stringify(text.slice(0, 60))}: a repeated group within a repetition, such as (a+)+, takes time that doubles with every character; write it without one`
    );
  }
}

const call = new Script("match(batch)");

/** The error is one of the context's own kind, so that no class can be asked for. */
function isTimeout(error: unknown): boolean {
  return (error as {code?: unknown} | null)?.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

import {evaluateClaims, type ClaimRecord} from "../claims/evaluate.ts";
import type {RunnableClaim} from "../claims/pages.ts";
import {leaves, type Expression} from "../evidence/expression.ts";
import {originOf, readSourceNames, type SourceNames} from "../evidence/origin.ts";
import {runPageQuery, type Guard} from "../evidence/page-query.ts";
import {Failure} from "../failure.ts";
import {toRows} from "../site/claim-pages.ts";
import type {Reader} from "../warehouse/reader.ts";

/** A claim decided, with its evidence in words. */
export type DecidedClaim = ClaimRecord & {origin: string | null};

/** Decides single claims on a warehouse. */
export class ClaimQueries {
  private readonly reader: Reader;
  private readonly guard: Guard;
  private readonly names: SourceNames;

  static async open(reader: Reader, guard: Guard): Promise<ClaimQueries> {
    return new ClaimQueries(reader, guard, await readSourceNames(reader, (path) => guard(path, path)));
  }

  private constructor(reader: Reader, guard: Guard, names: SourceNames) {
    this.reader = reader;
    this.guard = guard;
    this.names = names;
  }

  /** A query that does not run, or whose result may not leave, decides nothing: its Failure comes back. */
  async decide(claim: RunnableClaim): Promise<DecidedClaim | Failure> {
    const expressions = new Map<string, Expression>();
    try {
      const [record] = await evaluateClaims([claim], async (sql) => {
        const table = await runPageQuery(this.reader, sql, "its query", this.guard);
        for (const [id, expression] of table.expressions) expressions.set(id, expression);
        return toRows(table);
      });
      return {...record!, origin: this.originOf(record!.evidence, expressions)};
    } catch (error) {
      if (error instanceof Failure && (error.reason === "usage" || error.reason === "failed")) return error;
      throw error;
    }
  }

  private originOf(evidence: string | null, expressions: Map<string, Expression>): string | null {
    if (evidence === null) return null;
    const origin = originOf(evidence, expressions, this.names);
    const expression = expressions.get(evidence.slice(1));
    const first = expression && [...leaves(expression)].map(([place]) => place).find((place) => place);
    const place = first ? originOf(first, expressions, this.names) : null;
    return place === null ? origin : `${origin}, the first ${place}`;
  }
}

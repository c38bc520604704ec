import {cpSync, mkdtempSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {leaves, recompute} from "../../loaders/evidence/expression.ts";
import {noGuard} from "../../loaders/evidence/page-query.ts";
import {decideRules, type Checklist} from "../../loaders/rules/checklist.ts";
import {builtInRules, readRules} from "../../loaders/rules/rule-files.ts";
import type {RuleVerdict} from "../../loaders/rules/rule-verdict.ts";
import type {Rule} from "../../loaders/rules/rule.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";

export const root = join(import.meta.dirname, "../..");
export const rules = readRules([builtInRules], root);
const fixtures = join(import.meta.dirname, "../fixtures/rules");

/** `<folder>/<rule>` of a rule's file. */
export function nameOf({path}: Rule): string {
  return path.replace(/^loaders\/rules\/|\.sql$/g, "");
}

/** `<folder>/<rule>/<case>` of every fixture. */
export const cases = readdirSync(fixtures).flatMap((folder) =>
  readdirSync(join(fixtures, folder)).flatMap((rule) =>
    readdirSync(join(fixtures, folder, rule)).map((kind) => `${folder}/${rule}/${kind}`)
  )
);

/** All fixtures in one warehouse, each an input of its own, and what the rules decide there. */
export class DecidedFixtures {
  readonly checklist: Checklist;
  readonly #paths: Map<string, string>;

  static async open(): Promise<DecidedFixtures> {
    const folder = mkdtempSync(join(tmpdir(), "colophon-rules-"));
    try {
      const inputs = cases.map((name) => join(folder, "inputs", inputOf(name)));
      for (const [i, name] of cases.entries()) cpSync(join(fixtures, name), inputs[i]!, {recursive: true});
      const warehouse = join(folder, "warehouse.duckdb");
      await ingest({inputs, warehouse});
      const reader = await Reader.open(warehouse);
      try {
        const [ids, paths] = (await reader.read("SELECT source_id, path FROM source ORDER BY path")).columns;
        const checklist = await decideRules(rules, reader, noGuard);
        return new DecidedFixtures(checklist, new Map(ids!.map((id, i) => [String(id), String(paths![i])])));
      } finally {
        reader.close();
      }
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  }

  private constructor(checklist: Checklist, paths: Map<string, string>) {
    this.checklist = checklist;
    this.#paths = paths;
  }

  /** What a rule decides on the lines of one fixture. */
  of(rule: Rule, name: string): RuleVerdict[] {
    const within = `${inputOf(name)}/`;
    return this.checklist.verdicts.filter(
      (row) => row.rule === rule && this.#files(row).some((path) => path.startsWith(within))
    );
  }

  /** What the expression that a verdict cites comes to. */
  recomputed({evidence}: RuleVerdict): number {
    const expression = this.checklist.expressions.get(evidence!.slice(1));
    return Number(expression ? recompute(expression) : NaN);
  }

  #files({evidence}: RuleVerdict): string[] {
    if (evidence === null) return [];
    const places = evidence.startsWith("=")
      ? [...leaves(this.checklist.expressions.get(evidence.slice(1))!)].map(([place]) => place ?? "")
      : [evidence];
    return places.map((place) => this.#paths.get(place.split(/[:#]/)[0]!) ?? "");
  }
}

function inputOf(name: string): string {
  return name.replaceAll("/", ".");
}

import type {Expression} from "../evidence/expression.ts";
import type {Cell, ColumnType, PageTable} from "../evidence/page-query.ts";
import {sha256} from "../files/digest.ts";
import type {RuleVerdict} from "./rule-verdict.ts";
import type {Derived, Score} from "./score.ts";

type Columns<R> = Record<string, [type: ColumnType, cell: (row: R) => Cell]>;

const verdictColumns: Columns<RuleVerdict> = {
  standard: ["VARCHAR", ({rule}) => rule.standard],
  section: ["VARCHAR", ({rule}) => rule.section],
  item: ["VARCHAR", ({rule}) => rule.item],
  title: ["VARCHAR", ({rule}) => rule.title],
  severity: ["VARCHAR", ({rule}) => rule.severity],
  remedy: ["VARCHAR", ({rule}) => rule.remedy],
  subject: ["VARCHAR", ({subject}) => subject || null],
  verdict: ["VARCHAR", ({verdict}) => verdict],
  why: ["VARCHAR", ({why}) => why],
  value: ["DOUBLE", ({value}) => value],
  evidence: ["VARCHAR", ({evidence}) => evidence]
};

/** A row for everything that was decided, as a page reads it. */
export function verdictTable(verdicts: RuleVerdict[]): PageTable {
  return tableOf(verdicts, verdictColumns, new Map());
}

/** A row for every standard, or subject of a scored one. Its numbers are expressions over what decided the items. */
export function scoreTable(scores: Score[]): PageTable {
  const expressions = new Map<string, Expression>();
  const evidence = (derived: Derived | null): string | null => {
    if (derived === null) return null;
    const id = sha256(JSON.stringify(derived.from)).slice(0, 12);
    expressions.set(id, derived.from);
    return `=${id}`;
  };
  const columns: Columns<Score> = {
    standard: ["VARCHAR", ({standard}) => standard],
    subject: ["VARCHAR", ({subject}) => subject],
    items: ["DOUBLE", ({items}) => items],
    decided: ["DOUBLE", ({decided}) => decided.value],
    decided_evidence: ["VARCHAR", ({decided}) => evidence(decided)],
    holding: ["DOUBLE", ({holding}) => holding.value],
    holding_evidence: ["VARCHAR", ({holding}) => evidence(holding)],
    score: ["DOUBLE", ({score}) => score?.value ?? null],
    score_evidence: ["VARCHAR", ({score}) => evidence(score)],
    most: ["DOUBLE", ({most}) => most]
  };
  return tableOf(scores, columns, expressions);
}

function tableOf<R>(rows: R[], columns: Columns<R>, expressions: Map<string, Expression>): PageTable {
  const all = Object.entries(columns);
  return {
    names: all.map(([name]) => name),
    types: all.map(([, [type]]) => type),
    columns: all.map(([, [, cell]]) => rows.map(cell)),
    rows: rows.length,
    expressions,
    places: new Map()
  };
}

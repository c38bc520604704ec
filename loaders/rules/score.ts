import {leaves, type Expression, type Leaf} from "../evidence/expression.ts";
import type {RuleVerdict} from "./rule-verdict.ts";

/** A number with what it is worked out from. */
export interface Derived {
  value: number;
  from: Expression;
}

/** How many items of a standard the evidence decides, and what they add up to; of one subject where they are scored. */
export interface Score {
  standard: string;
  /** Null: over all subjects. */
  subject: string | null;
  items: number;
  decided: Derived;
  /** Items that hold for every subject that decides them. */
  holding: Derived;
  /** The least of the sums of the sections; null for a standard without sections. */
  score: Derived | null;
  /** The items of the largest section that the score could count at most. */
  most: number | null;
}

/** One score for each standard, and one for each of its subjects where it has sections. */
export function scoresOf(all: RuleVerdict[], expressions: Map<string, Expression>): Score[] {
  return [...groupBy(all, ({rule}) => rule.standard)].flatMap(([standard, verdicts]) => {
    const sectioned = verdicts.every(({rule}) => rule.section !== null);
    const subjects = [...new Set(verdicts.map(({subject}) => subject))].filter((subject) => subject !== "").sort();
    const scored = sectioned && subjects.length > 0 ? subjects : [null];
    return scored.map((subject) => scoreOf({standard, subject, verdicts, sectioned, expressions}));
  });
}

interface Scored {
  standard: string;
  subject: string | null;
  verdicts: RuleVerdict[];
  sectioned: boolean;
  expressions: Map<string, Expression>;
}

function scoreOf({standard, subject, verdicts, sectioned, expressions}: Scored): Score {
  const items = groupBy(verdicts, ({rule}) => rule.item);
  const ours = [...items.values()].map((rows) => rows.filter((row) => subject === null || row.subject === subject));
  const decided = ours.map((rows) => rows.filter(isDecided)).filter((rows) => rows.length > 0);
  const holding = decided.filter((rows) => rows.every(({verdict}) => verdict === "pass"));
  const leafOf = (rows: RuleVerdict[]): Leaf => firstLeaf(rows[0]!, expressions);
  const sections = groupBy(verdicts, ({rule}) => rule.section ?? "");
  const sums = [...sections.keys()].map((section) => sumOf(section, decided, leafOf));
  const least: Derived = {value: Math.min(...sums.map(({value}) => value)), from: expression("min", sums)};
  return {
    standard,
    subject,
    items: items.size,
    decided: counted(decided.map(leafOf)),
    holding: counted(holding.map(leafOf)),
    score: sectioned ? least : null,
    most: sectioned
      ? Math.min(...[...sections.values()].map((rows) => groupBy(rows, ({rule}) => rule.item).size))
      : null
  };
}

function isDecided({verdict}: RuleVerdict): boolean {
  return verdict === "pass" || verdict === "fail";
}

function sumOf(section: string, decided: RuleVerdict[][], leafOf: (rows: RuleVerdict[]) => Leaf): Derived {
  const parts = decided
    .filter((rows) => rows[0]!.rule.section === section)
    .map((rows) => pointsOf(Math.min(...rows.map(({points}) => points)), leafOf(rows)));
  return {value: parts.reduce((sum, {value}) => sum + value, 0), from: expression("sum", parts)};
}

/** 1 is a count of one, 0.5 the ratio of one to two of the same. */
function pointsOf(value: number, leaf: Leaf): Derived {
  if (value !== 0.5) return counted(value === 0 ? [] : [leaf]);
  return {value, from: expression("ratio", [counted([leaf]), counted([leaf, leaf])])};
}

function counted(of: Leaf[]): Derived {
  return {value: of.length, from: {fn: "count", n: of.length, of}};
}

function expression(fn: string, parts: Derived[]): Expression {
  return {fn, n: parts.length, of: parts.map(({from}) => from)};
}

/** The place that a verdict's evidence names first. */
function firstLeaf({evidence}: RuleVerdict, expressions: Map<string, Expression>): Leaf {
  if (evidence === null || !evidence.startsWith("=")) return [evidence ?? "", null];
  const [place = ""] = [...leaves(expressions.get(evidence.slice(1))!)][0] ?? [];
  return [place, null];
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

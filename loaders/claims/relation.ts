/** How a value stands to another. */
export type Relation = "=" | "!=" | ">" | ">=" | "<" | "<=";

/** Every way to write a relation. */
export const relations: Record<string, Relation> = {
  "=": "=",
  "==": "=",
  exactly: "=",
  "!=": "!=",
  "≠": "!=",
  ">": ">",
  "more than": ">",
  above: ">",
  over: ">",
  ">=": ">=",
  "≥": ">=",
  "at least": ">=",
  "<": "<",
  "less than": "<",
  "fewer than": "<",
  below: "<",
  under: "<",
  "<=": "<=",
  "≤": "<=",
  "at most": "<=",
  "up to": "<="
};

/** The words as a pattern, the longest first. */
export const relationPattern = Object.keys(relations)
  .sort((a, b) => b.length - a.length)
  .join("|");

/** Rounding of the arithmetic itself, relative to the numbers compared. */
const slack = 1e-12;

/** Whether `value` stands to `target` as `relation` says; `allowed` is how far "=" may be off. */
export function holds(relation: Relation, value: number, target: number, allowed = 0): boolean {
  if (relation === ">") return value > target;
  if (relation === "<") return value < target;
  const near = Math.abs(value - target) <= allowed + slack * Math.max(Math.abs(value), Math.abs(target));
  if (relation === ">=") return near || value > target;
  if (relation === "<=") return near || value < target;
  return near === (relation === "=");
}

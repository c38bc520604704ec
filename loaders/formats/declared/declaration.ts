/** What a column or group measures: the metric's name as `split/name` or `name`, and the unit its numbers are in. */
export interface DeclaredMetric {
  metric?: string;
  unit?: string;
}

interface Declaration {
  /** The format is listed as `declared:<name>`. */
  name: string;
  /**
   * Which files: a glob over the path inside the inputs ("logs/*.txt"; a name without "/" is looked for in every folder),
   * or a regular expression that finds something in that path.
   */
  match: string | RegExp;
}

/** Text: every line that the expression matches is a row. */
export interface LineDeclaration extends Declaration {
  /**
   * Named groups are what the line holds: step, epoch, time, split, run_id and seed say where, all others are metrics,
   * e.g. /step (?<step>\d+) loss (?<loss>\S+)/.
   */
  line: RegExp;
  /** Unit by the end of a group's name, the longest that fits: {loss: "nats", _ms: "ms"}. */
  units?: Record<string, string>;
}

/** CSV with a header, one JSON object per line, or a JSON array of objects. */
export interface ColumnDeclaration extends Declaration {
  /**
   * step, epoch, time, split, run_id and seed name the column that holds them; every other key is a column, and its value
   * the metric: {step: "it", loss: {metric: "train/loss", unit: "nats"}, acc: "val/accuracy"}. In JSON a column may be a
   * path such as "train/loss".
   */
  columns: Record<string, string | DeclaredMetric>;
  /** JSON document: path of the array whose objects are the rows, e.g. "history/epochs". Default: the document itself. */
  rows?: string;
  /** CSV: what separates the cells. Default: found from the file. */
  delimiter?: string;
}

/** A format of the user's own. */
export type FormatDeclaration = LineDeclaration | ColumnDeclaration;

/** Where a row stands, by group or column. */
export const roles = ["step", "epoch", "time", "split", "run_id", "seed"] as const;
export type Role = (typeof roles)[number];

export function isRole(name: string): name is Role {
  return (roles as readonly string[]).includes(name);
}

/** The named groups of an expression in their order. */
export function groupsOf({source}: RegExp): string[] {
  return [...source.matchAll(/\(\?<([\p{L}_$][\p{L}\p{N}_$]*)>/gu)].map(([, name]) => name!);
}

/** Everything that the rows of a declared format depend on, as text. */
export function declarationKey(declarations: FormatDeclaration[]): string {
  return asText(declarations);
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part instanceof RegExp ? {expression: part.source, flags: part.flags} : part
  );
}

/** Throws a TypeError that says what was expected of which declaration. */
export function checkDeclarations(declarations: unknown): asserts declarations is FormatDeclaration[] {
  check(Array.isArray(declarations), "formats: a list of {name, match, line} or {name, match, columns}", declarations);
  const names = new Set<string>();
  for (const declaration of declarations as Partial<LineDeclaration & ColumnDeclaration>[]) {
    const name = declaration?.name;
    check(
      typeof name === "string" && /^[\w.-]+$/.test(name),
      "formats: each with a name of letters, digits, . _ -",
      name
    );
    check(!names.has(name!), "formats: names that differ", name);
    names.add(name!);
    checkDeclaration(declaration, `formats "${name}"`);
  }
}

const known = ["name", "match", "line", "units", "columns", "rows", "delimiter"];

function checkDeclaration(declaration: Partial<LineDeclaration & ColumnDeclaration>, owner: string): void {
  const {match, line, columns} = declaration;
  for (const key of Object.keys(declaration)) check(known.includes(key), `${owner}: only ${known.join(", ")}`, key);
  check(
    match instanceof RegExp || (typeof match === "string" && match !== ""),
    `${owner}: match, a glob such as "logs/*.txt" or a regular expression over the path`,
    match
  );
  check((line === undefined) !== (columns === undefined), `${owner}: either line or columns`, {line, columns});
  if (line !== undefined) checkLine(declaration as LineDeclaration, owner);
  else checkColumns(declaration as ColumnDeclaration, owner);
}

function checkLine(declaration: LineDeclaration, owner: string): void {
  const {line, units = {}} = declaration;
  check(line instanceof RegExp, `${owner}: line, a regular expression`, line);
  check(!/[gy]/.test(line.flags), `${owner}: line without the flags g and y`, line.flags);
  check(
    groupsOf(line).some((group) => !isRole(group)),
    `${owner}: line with a named group beside ${roles.join(", ")}, such as (?<loss>\\S+)`,
    String(line)
  );
  check(isTextMap(units), `${owner}: units, end of a group's name → unit`, units);
  for (const key of ["rows", "delimiter"]) check(!(key in declaration), `${owner}: ${key} only with columns`, key);
}

function checkColumns(declaration: ColumnDeclaration, owner: string): void {
  const {columns, rows, delimiter} = declaration;
  check(typeof columns === "object" && columns !== null, `${owner}: columns, column → metric`, columns);
  const entries = Object.entries(columns);
  check(
    entries.every(([, value]) => isDeclaredColumn(value)),
    `${owner}: each column with a text or {metric, unit}`,
    columns
  );
  check(
    entries.some(([key, value]) => !isRole(key) || typeof value !== "string"),
    `${owner}: a column beside ${roles.join(", ")}`,
    Object.keys(columns)
  );
  check(rows === undefined || typeof rows === "string", `${owner}: rows, a path such as "history/epochs"`, rows);
  check(delimiter === undefined || /^[^"\r\n]$/.test(delimiter), `${owner}: delimiter, one character`, delimiter);
  check(!("units" in declaration), `${owner}: units only with line; a column says {metric, unit}`, declaration);
}

function isDeclaredColumn(value: unknown): boolean {
  if (typeof value === "string") return value !== "";
  return isTextMap(value) && Object.keys(value as object).every((key) => key === "metric" || key === "unit");
}

function isTextMap(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((text) => typeof text === "string" && text !== "")
  );
}

function check(holds: boolean, expected: string, found: unknown): void {
  if (!holds) throw new TypeError(`expected ${expected}, found ${asText(found)}`);
}

import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row, Scalar} from "../../rows.ts";
import {eventRow} from "../event-row.ts";
import {eventTime} from "../event-time.ts";
import type {Format, Head} from "../format.ts";
import {isFiniteNumber, kindAt} from "../json-field.ts";
import type {JsonLine} from "../json-line.ts";
import {objectRows, stateOf} from "../json-lines.ts";
import type {Resumption} from "../resumption.ts";
import {sampleObjects} from "../sample.ts";

const statuses = ["implemented", "partial", "stubbed", "missing", "unknown"];
const verdicts = ["pass", "fail", "undecided", "no-evidence", "not-applicable"];
const states = ["found", "missing", "excluded", "stale", "unresolved"];
const kinds = ["exists", "referenced", "executed", "passed", "measured"];

interface Context {
  audit_id: string;
  /** Of the audit's first line: places in the repository are places at it. */
  commit: string | null;
  /** Stubs so far. */
  ordinal: number;
}

/** What a line of a type must hold, and the facts it tells. */
interface LineType {
  texts: readonly string[];
  words?: Record<string, readonly string[]>;
  numbers?: readonly string[];
  facts: (at: Place, json: JsonLine, context: Context) => FactRow[];
}

const measure = (kind: string, name: string, value: string, unit: string, rest: readonly string[]): LineType => ({
  texts: [name],
  numbers: [value],
  facts: (at, json) => [
    {
      table: "record",
      at,
      values: {
        kind,
        name: json.textAt(name)!,
        value: Number(json.leaf(value)!.value),
        value_raw: json.textAt(value)!,
        unit_name: unit,
        text: json.textAt("because") ?? null,
        attributes: attributes(json, rest)
      }
    }
  ]
});

const lineTypes: Record<string, LineType> = {
  "repository-audit": {texts: ["tool", "tree"], facts: (at, json, context) => [auditRow(at, json, context)]},
  capability: {
    texts: ["capability", "reason"],
    words: {status: statuses},
    facts: (at, json, context) => [capabilityRow(at, json, context)]
  },
  check: {
    texts: ["standard", "item", "reason"],
    words: {verdict: verdicts},
    facts: (at, json, {audit_id}) => [checkRow(at, json, audit_id)]
  },
  stub: {texts: ["path", "rule"], numbers: ["line"], facts: (at, json, context) => [stubRow(at, json, context)]},
  evidence: {
    texts: ["owner", "path"],
    words: {kind: kinds, state: states},
    numbers: ["line"],
    facts: (at, json, context) => [evidenceRow(at, json, context)]
  },
  "set-aside": measure("set aside", "rule", "files", "files", ["bytes"]),
  "not-read": measure("not read", "rule", "files", "files", ["bytes"]),
  folder: measure("folder", "folder", "lines", "lines", ["files", "bytes"]),
  language: measure("language", "language", "code", "lines", ["kind", "files", "comment", "blank"]),
  "stub-density": {
    texts: ["scope"],
    numbers: ["stubs", "code_lines"],
    facts: (at, json) => [densityRow(at, json)]
  }
};

/** What `colophon audit` writes: an audit of a repository, one finding per line. */
export const repositoryAudit: Format = {
  name: "repository-audit",
  title: "Colophon repository audit",
  unit: "line",
  detect(_path: string, head: Head): number {
    const [first] = sampleObjects(head).objects;
    return first && first.leaf("type")?.value === "repository-audit" && first.key("tree") ? 1 : 0;
  },
  parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const context = (stateOf(resumption) as Context | undefined) ?? {
      audit_id: source.sourceId,
      commit: null,
      ordinal: 0
    };
    return objectRows(source, {resumption, state: () => ({...context}), faultOf}, ({at, json}) => {
      const type = typeOf(json);
      return type ? type.facts(at, json, context) : [eventRow(at, source.sourceId, json, eventTime(json))];
    });
  }
};

function typeOf(json: JsonLine): LineType | undefined {
  const type = String(json.leaf("type")?.value);
  return Object.hasOwn(lineTypes, type) ? lineTypes[type] : undefined;
}

/** What is wrong with a line of a known type, naming the field; null where nothing is. */
function faultOf(json: JsonLine): string | null {
  const type = typeOf(json);
  if (!type) return null;
  for (const name of type.texts)
    if (json.leaf(name)?.kind !== "string" || json.leaf(name)!.value === "")
      return `expected "${name}" to be a text, found ${kindAt(json, name)}`;
  for (const [name, words] of Object.entries(type.words ?? {}))
    if (!words.includes(String(json.leaf(name)?.value)))
      return `expected "${name}" to be ${words.join(", ")}, found ${kindAt(json, name)}`;
  for (const name of type.numbers ?? []) {
    const leaf = json.leaf(name);
    if (!leaf || !isFiniteNumber(leaf)) return `expected "${name}" to be a number, found ${kindAt(json, name)}`;
  }
  return null;
}

function auditRow(at: Place, json: JsonLine, context: Context): FactRow {
  context.commit = json.textAt("commit") ?? null;
  const date = json.textAt("date") ?? null;
  const [day] = /^\d{4}-\d\d-\d\d/.exec(date ?? "") ?? [null];
  const values = {
    audit_id: context.audit_id,
    subject: json.textAt("subject") ?? null,
    title: null,
    date: day,
    date_raw: date,
    date_from: date === null ? null : "commit",
    commit: context.commit,
    tool: json.textAt("tool")!
  };
  return {table: "audit", at, values};
}

function capabilityRow(at: Place, json: JsonLine, {audit_id}: Context): FactRow {
  const status = json.textAt("status")!;
  const artifacts = json.key("artifacts") ? itemsOf(json, "artifacts").join(", ") : "";
  const gaps = status === "implemented" ? null : json.textAt("reason")!;
  const values = {
    audit_id,
    capability: json.textAt("capability")!,
    status,
    status_raw: status,
    artifacts: artifacts || null,
    gaps
  };
  return {table: "capability", at, values};
}

function checkRow(at: Place, json: JsonLine, audit_id: string): FactRow {
  const [standard, item, verdict, note] = ["standard", "item", "verdict", "reason"].map((name) => json.textAt(name)!);
  return {
    table: "check_item",
    at,
    values: {audit_id, standard, item, subject: null, verdict, verdict_raw: verdict, note}
  };
}

function stubRow(at: Place, json: JsonLine, context: Context): FactRow {
  const [path, line, rule] = ["path", "line", "rule"].map((name) => json.textAt(name)!);
  const values = {
    audit_id: context.audit_id,
    ordinal: ++context.ordinal,
    title: rule,
    text: json.textAt("text") || rule,
    tool: "colophon audit",
    rule,
    level: json.leaf("unfinished")?.value === true ? "warning" : "note",
    location: `${path}:${line}`
  };
  return {table: "finding", at, values};
}

/** The place in the repository as path:line@commit. */
function evidenceRow(at: Place, json: JsonLine, {audit_id, commit}: Context): FactRow {
  const place = `${json.textAt("path")!}:${json.textAt("line")!}`;
  const values = {
    owner: `${audit_id} ${json.textAt("owner")!}`,
    kind: json.textAt("kind")!,
    reference: commit === null ? place : `${place}@${commit}`,
    digest: json.textAt("digest") ?? null,
    state: json.textAt("state")!
  };
  return {table: "evidence", at, values};
}

function densityRow(at: Place, json: JsonLine): FactRow {
  const leaf = json.leaf("per_1000");
  const value = leaf?.kind === "number" ? Number(leaf.value) : null;
  const values = {
    kind: "stub density",
    name: json.textAt("scope")!,
    value,
    value_raw: json.textAt("per_1000") ?? null,
    unit_name: "per 1,000 lines of code",
    attributes: attributes(json, ["stubs", "unfinished", "code_lines"])
  };
  return {table: "record", at, values};
}

/** The named leaves as a JSON object. */
function attributes(json: JsonLine, names: readonly string[]): string {
  const pairs = names.map((name): [string, Scalar] => [name, (json.leaf(name)?.value ?? null) as Scalar]);
  return JSON.stringify(Object.fromEntries(pairs));
}

/** The texts of an array at a top-level key. */
function itemsOf(json: JsonLine, name: string): string[] {
  const {start, end} = json.key(name)!;
  const value: unknown = JSON.parse(json.json({start, end}));
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

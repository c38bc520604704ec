import type {Place, Row, Scalar} from "../../rows.ts";

/** A component of a bill of materials, whichever syntax it was written in. */
export interface BomComponent {
  name: string;
  version: string | null;
  purl: string | null;
  type: string | null;
  licences: string[];
  /** Digest by algorithm. */
  hashes: Record<string, string>;
  /** What has no column: model cards, cryptographic properties. */
  records: BomRecord[];
  components: BomComponent[];
}

export interface BomRecord {
  kind: string;
  name: string;
  text?: string | null;
  value?: Scalar;
  value_raw?: Scalar;
  nonfinite?: Scalar;
  attributes?: string | null;
}

export interface BomRating {
  source: string | null;
  severity: string | null;
  score: {value: Scalar; value_raw: Scalar; nonfinite: Scalar};
  method: string | null;
  vector: string | null;
}

export interface BomVulnerability {
  id: string;
  /** Names of the components it affects, else their references. */
  affects: string[];
  ratings: BomRating[];
  description: string | null;
  state: string | null;
  fixedIn: string[];
}

/** A component, what it carries, and every component inside it. */
export function* componentRows(component: BomComponent, at: Place): Iterable<Row> {
  const {name, version, purl, type, licences, hashes, records, components} = component;
  const values = {
    name,
    version,
    purl,
    type,
    licence: licences.length > 0 ? licences.join(", ") : null,
    hashes: Object.keys(hashes).length > 0 ? hashes : null
  };
  yield {table: "component", at, values};
  yield* recordRows(records, at);
  for (const inner of components) yield* componentRows(inner, at);
}

/** What the bill of materials is about: it is no part of itself, so it is a record. */
export function* subjectRows({name, version, records}: BomComponent, at: Place): Iterable<Row> {
  yield {table: "record", at, values: {kind: "bom-subject", name, text: version}};
  yield* recordRows(records, at);
}

function* recordRows(records: BomRecord[], at: Place): Iterable<Row> {
  for (const record of records) yield {table: "record", at, values: {...record}};
}

/** A vulnerability with its first severity and score, and each rating as a record. */
export function* vulnerabilityRows(found: BomVulnerability, at: Place): Iterable<Row> {
  const {id, affects, ratings, description, state, fixedIn} = found;
  const scored = ratings.find(({score}) => score.value !== null)?.score;
  const values = {
    component: affects.length > 0 ? affects.join(", ") : null,
    id,
    severity: ratings.find(({severity}) => severity !== null)?.severity ?? null,
    fixed_in: fixedIn.length > 0 ? fixedIn.join(", ") : null,
    description,
    score: scored?.value ?? null,
    score_raw: scored?.value_raw ?? null,
    state
  };
  yield {table: "vulnerability", at, values};
  for (const {source, severity, score, method, vector} of ratings) {
    const attributes = JSON.stringify({source, severity, method, vector});
    yield {table: "record", at, values: {kind: "vulnerability-rating", name: id, text: severity, ...score, attributes}};
  }
}

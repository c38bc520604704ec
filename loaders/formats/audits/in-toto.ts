import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {documentUnits, type Pick} from "../document-units.ts";
import type {Format, Head} from "../format.ts";
import {readJsonDocument, type JsonDocument, type JsonNode} from "../json-document.ts";
import {headRoot} from "../json-head.ts";
import {jsonText} from "../json-text.ts";
import {repair} from "../unit-line.ts";
import {itemParts, itemsIn, memberParts, part, recordRow, textIn} from "./json-parts.ts";

const statementType = /^https:\/\/in-toto\.io\/Statement\//;

/**
 * in-toto attestations: a Statement, or a DSSE envelope (also inside a Sigstore bundle) whose payload is one. Subjects
 * are artifacts with their digests; predicate and signatures are records. No signature is verified here.
 */
export const inToto: Format = {
  name: "in-toto",
  title: "in-toto attestation",
  unit: "node",
  detect(_path: string, head: Head): number {
    const root = headRoot(head);
    if (root?.kind !== "object") return 0;
    if (statementType.test(String(root.entries.get("_type")?.value))) return 1;
    const envelope = root.entries.get("dsseEnvelope") ?? root;
    const type = String(envelope.entries.get("payloadType")?.value);
    const signed = envelope.entries.get("payload")?.kind === "string" && envelope.entries.has("signatures");
    return type.startsWith("application/vnd.in-toto") ? 1 : signed && type !== "undefined" ? 0.8 : 0;
  },
  parse(source: Source): Iterable<Row> {
    return documentUnits(source, (document) => ({picks: documentParts(document)}));
  }
};

function documentParts(document: JsonDocument): Pick[] {
  return memberParts(document, document.root, "in-toto", {
    subject: (node) => itemParts(node, (subject, at) => subjectRows(document, subject, at)),
    predicate: (node) => [part(node, (at) => [predicateRow(document, document.root, node, at)])],
    ...envelopeReaders(document),
    dsseEnvelope: (node) => memberParts(document, node, "in-toto", envelopeReaders(document))
  });
}

function envelopeReaders(document: JsonDocument): Record<string, (node: JsonNode) => Pick[]> {
  return {payload: (node) => [part(node, (at) => payloadRows(document, node, at))]};
}

function* subjectRows(document: JsonDocument, subject: JsonNode, at: Place): Iterable<Row> {
  const digest = subject.entries.get("digest");
  const sha256 = textIn(document, digest, "sha256")?.toLowerCase() ?? null;
  const path = textIn(document, subject, "name") ?? textIn(document, subject, "uri") ?? "";
  yield {table: "artifact", at, values: {kind: "attestation-subject", path, sha256}};
  for (const [algorithm, node] of digest?.entries ?? [])
    yield {table: "record", at, values: {kind: `digest-${algorithm}`, name: path, text: textIn(document, node)}};
}

function predicateRow(document: JsonDocument, statement: JsonNode, predicate: JsonNode, at: Place): Row {
  const name = textIn(document, statement, "predicateType") ?? "predicate";
  return {table: "record", at, values: {kind: "in-toto-predicate", name, attributes: jsonText(document, predicate)}};
}

/** The statement inside an envelope; a payload that holds none is a record of its own text. */
function* payloadRows(document: JsonDocument, payload: JsonNode, at: Place): Iterable<Row> {
  const encoded = String(payload.value);
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const inner = readJsonDocument(text);
  if (inner.fault || inner.root.kind !== "object")
    return yield recordRow(document, payload, at, "in-toto-payload", "payload");
  for (const {kind, before, after} of inner.mends) yield repair(at, kind, before, after);
  for (const subject of itemsIn(inner.root, "subject")) yield* subjectRows(inner, subject, at);
  for (const [key, node] of inner.root.entries) {
    if (key === "predicate") yield predicateRow(inner, inner.root, node, at);
    else if (key !== "subject") yield encodedRow(recordRow(inner, node, at, `in-toto-${key.replace(/^_/, "")}`, key));
  }
}

/** A number inside base64 does not stand in the unit as digits: it is told as text. */
function encodedRow(row: FactRow): FactRow {
  const {value, value_raw, text, ...rest} = row.values;
  return {
    ...row,
    values: {...rest, text: text ?? value_raw ?? (value === null || value === undefined ? null : String(value))}
  };
}

import type {Source} from "../../files/source.ts";
import type {FactRow, Place, Row} from "../../rows.ts";
import {eventFacts} from "../event-ndjson.ts";
import type {Format, Head} from "../format.ts";
import type {JsonLine} from "../json-line.ts";
import {objectLines, stateOf} from "../json-lines.ts";
import type {Resumption} from "../resumption.ts";
import {sampleObjects} from "../sample.ts";
import {parsed} from "../unit-line.ts";

const previousKeys = ["prev_hash", "previous_hash", "prevHash", "previousHash", "parent_hash", "prev_digest"];
const ownKeys = ["chain_hash", "entry_hash", "row_hash", "event_hash", "record_hash", "text_hash", "hash", "digest"];
const digest = /^(?:sha\d+:)?[0-9a-f]{32,128}$/i;
const origin = /^(?:(?:sha\d+:)?0+|genesis)?$/i;

/**
 * Audit logs in which each row names the hash of the row before. Each row's link is checked against that row; what a
 * hash was computed from the log does not say, so no hash is computed anew.
 */
export const hashChain: Format = {
  name: "hash-chain",
  title: "hash-chained audit log",
  unit: "line",
  detect(_path: string, head: Head): number {
    const {objects, lines, single} = sampleObjects(head);
    const linked = objects.filter((json) => linkOf(json)?.hash).length;
    return single || linked < 2 || linked / lines < 0.5 ? 0 : 0.8 + 0.18 * (linked / lines);
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const chain = new Chain(source.sourceId, stateOf(resumption) as ChainState | undefined);
    for (const line of objectLines(source, {resumption, state: () => chain.state})) {
      if ("table" in line) {
        yield line;
        if (line.table === "unit" && line.outcome === "rejected") chain.gap(line.at);
        continue;
      }
      const {at, json, repairs} = line;
      yield parsed(at);
      yield* repairs;
      yield* eventFacts(at, source.sourceId, json);
      yield chain.link(at, json);
    }
  }
};

interface Link {
  /** The keys the row uses, which name the chain's schema. */
  keys: string;
  previousKey: string;
  /** Null where the row names no row before it. */
  previous: string | null;
  hash: string | null;
}

/** The link of a row; null where it has no key for the row before. */
function linkOf(json: JsonLine): Link | null {
  const previousKey = previousKeys.find((name) => json.key(name));
  if (previousKey === undefined) return null;
  const ownKey = ownKeys.find((name) => digest.test(json.textAt(name) ?? ""));
  const written = json.textAt(previousKey) ?? "";
  const hash = ownKey === undefined ? null : json.textAt(ownKey)!;
  return {
    keys: `${previousKey}, ${ownKey ?? "no hash"}`,
    previousKey,
    previous: origin.test(written) ? null : written,
    hash
  };
}

interface ChainState {
  segment: number;
  keys: string | null;
  last: {line: number | null; hash: string | null; readable: boolean} | null;
}

/** Follows a chain from row to row. */
class Chain {
  readonly state: ChainState;
  readonly #audit: string;

  constructor(audit: string, state: ChainState = {segment: 0, keys: null, last: null}) {
    this.#audit = audit;
    this.state = state;
  }

  /** A row that could not be read stands between. */
  gap({line}: Place): void {
    this.state.last = {line, hash: null, readable: false};
  }

  link(at: Place, json: JsonLine): FactRow {
    const link = linkOf(json);
    const changed = link !== null && this.state.keys !== null && link.keys !== this.state.keys;
    if (this.state.segment === 0 || changed || link?.previous === null) this.state.segment++;
    const {state, reason} = this.#stateOf(link, changed);
    const values = {
      audit_id: this.#audit,
      segment: this.state.segment,
      previous_hash: link === null ? null : (json.textAt(link.previousKey) ?? null),
      hash: link?.hash ?? null,
      state,
      reason
    };
    if (link) this.state.keys = link.keys;
    this.state.last = {line: at.line, hash: link?.hash ?? null, readable: true};
    return {table: "chain_link", at, values};
  }

  #stateOf(link: Link | null, changed: boolean): {state: string; reason: string | null} {
    const last = this.state.last;
    if (link === null)
      return {state: "unverifiable", reason: `expected one of ${previousKeys.join(", ")}, found none of them`};
    if (link.previous === null)
      return {state: "genesis", reason: last ? `the chain begins anew behind line ${last.line}` : null};
    if (last === null) return {state: "unverifiable", reason: "the row before it is not in the file"};
    if (last.hash === null) {
      const why = last.readable ? "has no hash" : "could not be read";
      return {state: "unverifiable", reason: `line ${last.line} before it ${why}`};
    }
    if (last.hash.toLowerCase() === link.previous.toLowerCase()) return {state: "holds", reason: null};
    const schema = changed ? `; the keys changed from ${this.state.keys} to ${link.keys}` : "";
    const found = link.previous.slice(0, 80);
    return {
      state: "broken",
      reason: `expected ${link.previousKey} ${last.hash} of line ${last.line}, found ${found}${schema}`
    };
  }
}

import type {FactRow, Place} from "../../rows.ts";
import type {Pick} from "../document-units.ts";
import type {JsonNode} from "../json-document.ts";
import {entriesOf} from "../json-entries.ts";

/** Every `"key": value` of an object as a unit of its own, in the order of the text. */
export function entryPicks(
  text: string,
  object: JsonNode,
  facts: (at: Place, key: string, value: JsonNode) => Iterable<FactRow>
): Pick[] {
  return entriesOf(text, object)
    .filter(({node}) => node.whole)
    .map(({key, node, start, end}) => ({start, end, facts: (at: Place) => facts(at, key, node)}));
}

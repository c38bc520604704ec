import type {FactRow, Place} from "../../rows.ts";
import type {Pick} from "../document-units.ts";
import type {JsonNode} from "../json-document.ts";

/** Every `"key": value` of an object as a unit of its own, in the order of the text. */
export function entryPicks(
  text: string,
  object: JsonNode,
  facts: (at: Place, key: string, value: JsonNode) => Iterable<FactRow>
): Pick[] {
  let from = object.start + 1;
  const entries = [...object.entries].sort(([, a], [, b]) => a.start - b.start);
  return entries
    .filter(([, value]) => value.whole)
    .map(([key, value]) => {
      const start = text.indexOf('"', from);
      from = value.end;
      return {start, end: value.end, facts: (at: Place) => facts(at, key, value)};
    });
}

import type {JsonLine, JsonLineReader} from "../json-line.ts";
import {JsonFault} from "../json-tokens.ts";
import {pythonToJson} from "../python-literal.ts";

/**
 * A cell that holds a JSON or Python object or list, as the object {"<key>": …}; null for all other cells. Python
 * objects that are no plain literals are null too.
 */
export function structuredCell(reader: JsonLineReader, key: string, cell: string): JsonLine | null {
  const text = cell.trim();
  if (!/^[{[(]/.test(text)) return null;
  return readUnder(reader, key, text) ?? readUnder(reader, key, pythonToJson(text));
}

function readUnder(reader: JsonLineReader, key: string, text: string | null): JsonLine | null {
  if (text === null) return null;
  try {
    return reader.read(`{${JSON.stringify(key)}:${text}}`);
  } catch (error) {
    if (error instanceof JsonFault) return null;
    throw error;
  }
}

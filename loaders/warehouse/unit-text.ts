import {closeSync, fstatSync, openSync} from "node:fs";
import {fileSource} from "../files/file-source.ts";
import type {Format} from "../formats/format.ts";
import {formats} from "../formats/index.ts";

/**
 * How units of a format that is no text are shown: as lines of "name: value". Null for formats that are text, and for
 * sources that were not recognised.
 */
export function unitDecoder(
  format: string | null,
  file: string,
  sourceId: string
): ((at: {start: number; end: number}) => string) | null {
  const found: Format | undefined = formats.find(({name}) => name === format);
  const decode = found?.decode;
  return decode ? decode(fileSource({file, path: file, sourceId}, sizeOf(file))) : null;
}

function sizeOf(file: string): number {
  const fd = openSync(file, "r");
  try {
    return fstatSync(fd).size;
  } finally {
    closeSync(fd);
  }
}

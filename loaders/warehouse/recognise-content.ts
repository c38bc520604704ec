import {readHead} from "../files/file-source.ts";
import type {Format} from "../formats/format.ts";
import {formats} from "../formats/index.ts";
import {headOf, recognise, type Recognition} from "../formats/recognise.ts";
import type {Candidate} from "./candidate.ts";

/** What the content of a source is; `forced` names a format that every source is read as. */
export function recogniseContent(
  {content, path, note}: Candidate,
  forced: string | undefined,
  declared: Format[]
): Recognition {
  const format = [...declared, ...formats].find(({name}) => name === forced);
  if (format) return {format, confidence: 1, guess: null, note};
  const recognition = recognise(path, headOf(readHead(content).bytes), declared);
  return {...recognition, note: note ?? recognition.note};
}

import type {Line} from "../files/source.ts";

/** A line as it is scanned: without the byte order mark that begins its file. */
export function bodyOf({text, complete, at}: Line): string {
  const body = at.start === 0 && text.startsWith("\ufeff") ? text.slice(1) : text;
  return complete ? body : withoutReturn(body);
}

/** A file may end between CR and LF. */
export function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

/** The line end inside a quoted cell as written. Where UTF-8 is broken the text's length does not tell; LF then. */
export function lineEnd({text, bytes, invalidUtf8}: Line): string {
  return !invalidUtf8 && Buffer.byteLength(text) === bytes - 2 ? "\r\n" : "\n";
}

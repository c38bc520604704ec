import type {Format} from "../format.ts";
import {columnFormat} from "./column-format.ts";
import {checkDeclarations, type FormatDeclaration} from "./declaration.ts";
import {lineFormat} from "./line-format.ts";

/** The formats that a configuration declares, in its order. Throws a TypeError for a declaration of the wrong shape. */
export function declaredFormats(declarations: FormatDeclaration[]): Format[] {
  checkDeclarations(declarations);
  return declarations.map((declaration) =>
    "line" in declaration ? lineFormat(declaration) : columnFormat(declaration)
  );
}

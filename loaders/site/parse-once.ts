import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {libraryBanner} from "./bundle.ts";
import {framework, getPackage} from "./packages.ts";

interface Statement {
  start: number;
  end: number;
}
interface Program {
  body: Statement[];
}
interface Acorn {
  Parser: {parse(input: string, options: object): Program};
}

/** What Framework looks for in a library: imports, exports, attached files. */
const soughtText = /\bimport\b|\bexport\b|FileAttachment/;

/**
 * Framework parses every bundled library three times and walks the whole tree each time, which is most of a build's
 * time. With this it parses once and walks only the statements that can hold what it looks for.
 */
export async function parseLibrariesOnce(): Promise<void> {
  const {folder} = getPackage("acorn", framework.folder);
  const {Parser} = (await import(pathToFileURL(join(folder, "dist", "acorn.mjs")).href)) as Acorn;
  const parse = Parser.parse;
  const seen = new Map<string, Program>();
  Parser.parse = function (input, options) {
    if (this !== Parser || !input.startsWith(libraryBanner)) return parse.call(this, input, options);
    const known = seen.get(input);
    if (known) return known;
    const program = parse.call(this, input, options);
    program.body = program.body.filter(({start, end}) => soughtText.test(input.slice(start, end)));
    seen.set(input, program);
    return program;
  };
}

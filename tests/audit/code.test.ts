import {describe, expect, it} from "vitest";
import {languages, languageOf, type Language} from "../../loaders/audit/code/language.ts";
import {readCode, type Reading} from "../../loaders/audit/code/scan.ts";
import {findStubs} from "../../loaders/audit/stubs/find.ts";

const named = (name: string): Language => languages.find((language) => language.name === name)!;
const read = (name: string, text: string): Reading => readCode(text, named(name));
const stubs = (name: string, text: string): [number, boolean][] =>
  findStubs(read(name, text), text.split("\n"), named(name), false).map(({line, unfinished}) => [line, unfinished]);

describe("readCode", () => {
  it.each<[string, string, Reading["lines"]]>([
    ["Python", '"""doc\nmore"""\n\nx = """a\n# not a comment\n"""\n# comment\n', {code: 3, comment: 3, blank: 1}],
    ["Python", "x = '#'  # comment\nf(\"it's\")\n", {code: 2, comment: 0, blank: 0}],
    ["TypeScript", "// a\n/* b\n\nc */ let x = `\n// in\n`;\n", {code: 3, comment: 2, blank: 1}],
    ["TypeScript", "const quote = /[\"'`/]/g;\n// a\nconst y = 4 / 2 / 1; // b\n", {code: 2, comment: 1, blank: 0}],
    [
      "C++",
      "auto s = R\"x(\n// in\n)x\";\nint n = 1'000; // a\nchar c = '\"';\n/* b */\n",
      {code: 5, comment: 1, blank: 0}
    ],
    [
      "Rust",
      "let c = '\"'; // a\nfn f<'a>(x: &'a str) {}\nlet r = r#\"\n// in \"#;\n",
      {code: 4, comment: 0, blank: 0}
    ],
    ["Go", "s := `\n// in\n`\n// a\n", {code: 3, comment: 1, blank: 0}],
    ["Shell", 'echo "$#" # a\n# b\n', {code: 1, comment: 1, blank: 0}],
    ["YAML", "a: b#c\n# d\n", {code: 1, comment: 1, blank: 0}],
    ["Markdown", "# a\n\nb", {code: 2, comment: 0, blank: 1}],
    ["Python", "", {code: 0, comment: 0, blank: 0}]
  ])("%s: %j", (name, text, lines) => {
    expect(read(name, text).lines).toEqual(lines);
  });

  it("keeps every character in its place", () => {
    const text = 'let s = "a // b"; // c\nconst r = /"/;\n';
    const {code, text: said, comment} = read("TypeScript", text);
    expect(code).toEqual(['let s = "      ";     ', "const r = / /;"]);
    expect(said).toEqual(['let s = "a // b";     ', "const r = / /;"]);
    expect(comment).toEqual(["                  // c", "              "]);
  });

  it.each(languages.map(({name}) => [name]))("%s ends on what never ends", (name) => {
    for (const opened of ['"', "'", "`", "/*", '"""', 'R"x(', 'r#"', "<!--", "#=", "/"])
      expect(read(name, `${opened}${"a\\\n".repeat(2000)}`).code.length).toBe(2000);
  });
});

describe("languageOf(path, beginning)", () => {
  it.each([
    ["a/b.py", "", "Python"],
    ["kernel.cuh", "", "CUDA"],
    ["Dockerfile.gpu", "", "Dockerfile"],
    ["bin/run", "#!/usr/bin/env python3\n", "Python"],
    ["bin/run", "#!/bin/bash\n", "Shell"],
    ["LICENSE", "", "Text"]
  ])("%s %j", (path, beginning, name) => expect(languageOf(path, beginning)?.name).toBe(name));

  it("tells no language of other files", () => expect(languageOf("a.xyz", "text")).toBeNull());
});

describe("findStubs", () => {
  it.each<[string, string, [number, boolean][]]>([
    ["Python", "def f(a,\n      b):\n    '''doc'''\n    raise NotImplementedError('x')\n", [[4, true]]],
    [
      "Python",
      "def f(): pass\nasync def g():\n    ...\n",
      [
        [1, true],
        [3, true]
      ]
    ],
    ["Python", "@abstractmethod\ndef f(self):\n    raise NotImplementedError\n", []],
    ["Python", "class P(Protocol):\n    def f(self): ...\n", []],
    ["Python", "class E(Exception):\n    pass\ntry:\n    f()\nexcept E:\n    pass\n", []],
    ["Python", "def f(x):\n    if x:\n        return 1\n    raise NotImplementedError(x)\n", [[4, false]]],
    ["Python", "s = 'TODO: raise NotImplementedError'\n# TODO(me): x\n", [[2, false]]],
    ["TypeScript", "function f(): void {\n  throw new Error('Not implemented yet');\n}\n", [[2, true]]],
    ["TypeScript", "const s = \"throw new Error('not implemented')\";\nconst p = /TODO/;\n", []],
    [
      "TypeScript",
      "class A {\n  constructor(private x: number) {}\n  stop(): void {}\n}\nconst none = () => {};\n",
      [[3, true]]
    ],
    ["JavaScript", "export function resume() { }\n", [[1, true]]],
    [
      "C++",
      'void A::f() {}\nint g() { throw std::logic_error("not implemented"); }\n// FIXME\nA::~A() {}\n',
      [
        [1, true],
        [2, true],
        [3, false]
      ]
    ],
    [
      "Rust",
      'fn f() { todo!() }\nfn g() -> u8 { unimplemented!("x") }\nlet s = "todo!()";\nfn h() {}\n',
      [
        [1, true],
        [2, true],
        [4, true]
      ]
    ],
    [
      "Go",
      'func f() {\n\tpanic("not implemented")\n}\nfunc g() {}\nvar s = `panic("TODO")`\n',
      [
        [2, true],
        [4, true]
      ]
    ],
    ["Markdown", "TODO\n", []]
  ])("%s: %j", (name, text, found) => {
    expect(stubs(name, text)).toEqual(found);
  });

  it("takes no body of a file that declares for one that is empty", () => {
    const text = "def f() -> int: ...\n# TODO\n";
    expect(findStubs(read("Python", text), text.split("\n"), named("Python"), true).map(({line}) => line)).toEqual([2]);
  });
});

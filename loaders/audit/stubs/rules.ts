/**
 * What is a stub or a placeholder. A rule looks at code without comments and with strings empty ("code"), at code
 * without comments ("text"), or at comments; so a string that speaks of one is none, nor a pattern that looks for one.
 */
export interface StubRule {
  rule: string;
  languages: readonly string[] | "all";
  in: "code" | "text" | "comment";
  pattern: RegExp;
  /** A definition without a body of its own, as opposed to a remark. */
  unfinished: boolean;
  example: string;
  unlike: string;
}

const script = ["TypeScript", "JavaScript"] as const;
const c = ["C++", "C", "CUDA", "Objective-C", "Metal"] as const;

export const stubRules = [
  {
    rule: "a comment says TODO",
    languages: "all",
    in: "comment",
    pattern: /(?<![\w-])(?:TODO|FIXME|XXX|HACK)(?![\w-])(?!\s*=)/,
    unfinished: false,
    example: "# TODO: resume",
    unlike: "# todolist"
  },
  {
    rule: "throws that it is not implemented",
    languages: script,
    in: "text",
    pattern:
      /\bthrow\s+(?:new\s+)?\w*Error\(\s*["'`](?:[^"'`\n]{0,80}\b)?(?:not (?:yet )?(?:been )?implemented|unimplemented|todo)\b/i,
    unfinished: true,
    example: 'throw new Error("not implemented")',
    unlike: 'const s = "not implemented";'
  },
  {
    rule: "an empty body",
    languages: script,
    in: "code",
    pattern:
      /(?:\bfunction\s*\*?\s*[\w$]+\s*\([^()\n]*\)(?:\s*:\s*[\w<>[\]| ]+)?|^\s*(?:(?:public|private|protected|static|override|async)\s+)*(?!constructor\b|if\b|for\b|while\b|switch\b|catch\b)[\w$#]+\s*\([^()\n]*\)(?:\s*:\s*[\w<>[\]| ]+)?)\s*\{\s*\}\s*;?\s*$/,
    unfinished: true,
    example: "function resume() {}",
    unlike: "const nothing = () => {};"
  },
  {
    rule: "throws that it is not implemented",
    languages: c,
    in: "text",
    pattern:
      /(?:\bthrow\b[^;\n]{0,60}|\b(?:assert|abort|TORCH_CHECK|CHECK|LOG)\b[^;\n]{0,40})"[^"\n]{0,80}\b(?:not (?:yet )?implemented|unimplemented|todo)\b|\b(?:NOT_IMPLEMENTED|UNIMPLEMENTED|TORCH_CHECK_NOT_IMPLEMENTED|NotImplementedError)\s*\(/i,
    unfinished: true,
    example: 'throw std::runtime_error("not implemented");',
    unlike: 'std::string s = "not implemented";'
  },
  {
    rule: "an empty body",
    languages: c,
    in: "code",
    pattern:
      /^\s*(?:(?:static|inline|virtual|constexpr|__global__|__device__)\s+)*void\s+[\w:]+\s*\([^()\n]*\)\s*(?:const\s*)?(?:noexcept\s*)?(?:override\s*)?\{\s*\}\s*;?\s*$/,
    unfinished: true,
    example: "void resume() {}",
    unlike: "Pool::~Pool() {}"
  },
  {
    rule: "a todo! or unimplemented!",
    languages: ["Rust"],
    in: "code",
    pattern: /\b(?:todo|unimplemented)!\s*[(;{[]/,
    unfinished: true,
    example: "todo!()",
    unlike: "let todo = 1;"
  },
  {
    rule: "panics that it is not implemented",
    languages: ["Rust"],
    in: "text",
    pattern: /\bpanic!\s*\(\s*"[^"\n]{0,80}\b(?:not (?:yet )?implemented|todo)\b/i,
    unfinished: true,
    example: 'panic!("not implemented")',
    unlike: 'panic!("bad input")'
  },
  {
    rule: "an empty body",
    languages: ["Rust"],
    in: "code",
    pattern: /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:async\s+)?fn\s+\w+[^{};\n]*\)\s*\{\s*\}\s*$/,
    unfinished: true,
    example: "pub fn resume() {}",
    unlike: "struct Empty {}"
  },
  {
    rule: "panics that it is not implemented",
    languages: ["Go"],
    in: "text",
    pattern:
      /\bpanic\(\s*(?:fmt\.\w+\(|errors\.New\()?\s*["`][^"`\n]{0,80}\b(?:not (?:yet )?implemented|unimplemented|todo|implement me)\b/i,
    unfinished: true,
    example: 'panic("not implemented")',
    unlike: 'fmt.Println("not implemented")'
  },
  {
    rule: "an empty body",
    languages: ["Go"],
    in: "code",
    pattern: /^func\s+(?:\([^)\n]*\)\s*)?\w+\([^)\n]*\)[^{\n]*\{\s*\}\s*$/,
    unfinished: true,
    example: "func Resume() {}",
    unlike: "type Empty struct {}"
  },
  {
    rule: "throws that it is not implemented",
    languages: ["Java", "Kotlin", "C#", "Scala"],
    in: "text",
    pattern:
      /\bthrow\b[^;\n]{0,20}\b(?:UnsupportedOperationException|NotImplementedException|NotImplementedError)\b|\bTODO\(/,
    unfinished: true,
    example: "throw new NotImplementedException();",
    unlike: "class NotImplementedException {}"
  }
] as const satisfies readonly StubRule[];

/** What is said of Python, whose bodies are told by their indent (python-bodies.ts). */
export const pythonRules = {
  raises: "a body that only raises NotImplementedError",
  empty: "an empty body",
  case: "a case raises NotImplementedError"
} as const;

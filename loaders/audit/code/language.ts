/** What a piece of a language's text is that is neither code nor white space. */
export interface Piece {
  is: "comment" | "string" | "pattern";
  /** Source of a regular expression that matches where it begins, or all of it where `close` is null. */
  open: string;
  /** Source of what ends it. `$1` stands for the first group of `open`. */
  close: string | null;
  /** A backslash takes the next character with it. */
  escapes?: true;
  /** Ends with its line at the latest; the line's end is not part of it. */
  oneLine?: true;
  /** Begins a statement: then it is documentation. */
  documents?: true;
}

/** "code" counts in densities; "settings", "prose" and "data" have lines only. */
export type LanguageKind = "code" | "settings" | "prose" | "data";

export interface Language {
  name: string;
  kind: LanguageKind;
  /** Endings of file names, or whole file names. */
  files: RegExp;
  pieces: Piece[];
}

const line = (mark: string): Piece => ({is: "comment", open: mark, close: "\\n", oneLine: true});
const block = (open: string, close: string): Piece => ({is: "comment", open, close});
const quoted = (mark: string): Piece => ({is: "string", open: mark, close: mark, escapes: true, oneLine: true});
const long = (open: string, close: string): Piece => ({is: "string", open, close, escapes: true});
const raw = (open: string, close: string): Piece => ({is: "string", open, close});
const whole = (pattern: string): Piece => ({is: "string", open: pattern, close: null});

const slashes = [line("//"), block("/\\*", "\\*/")];
const hashes = [line("#")];
const character = whole("'(?:\\\\[^\\n]{1,8}?|[^'\\\\\\n])'");
const python = [
  {...long('"""', '"""'), documents: true as const},
  {...long("'''", "'''"), documents: true as const},
  quoted('"'),
  quoted("'"),
  line("#")
];
const expression: Piece = {
  is: "pattern",
  close: null,
  open: "(?<=(?:^|[(,=:\\[!&|?{};\\n>]|\\breturn)[ \\t]{0,8})/(?![*/])(?:\\\\[^\\n]|\\[(?:\\\\[^\\n]|[^\\]\\\\\\n])*\\]|[^/\\\\\\n\\[])+/"
};
const script = [...slashes, expression, quoted('"'), quoted("'"), long("`", "`")];
const c = [...slashes, raw('R"([^\\s()\\\\]{0,16})\\(', '\\)$1"'), quoted('"'), character];

/** Every language whose lines are told apart. */
export const languages = [
  {name: "Python", kind: "code", files: /\.(?:py|pyi|pyx)$/, pieces: python},
  {name: "TypeScript", kind: "code", files: /\.(?:ts|tsx|mts|cts)$/, pieces: script},
  {name: "JavaScript", kind: "code", files: /\.(?:js|jsx|mjs|cjs)$/, pieces: script},
  {name: "CUDA", kind: "code", files: /\.(?:cu|cuh)$/, pieces: c},
  {name: "C++", kind: "code", files: /\.(?:cc|cpp|cxx|c\+\+|hh|hpp|hxx|h|inl|ipp)$/, pieces: c},
  {name: "C", kind: "code", files: /\.c$/, pieces: c},
  {
    name: "Rust",
    kind: "code",
    files: /\.rs$/,
    pieces: [...slashes, raw('\\br(#{0,8})"', '"$1'), long('"', '"'), character]
  },
  {name: "Go", kind: "code", files: /\.go$/, pieces: [...slashes, quoted('"'), raw("`", "`"), character]},
  {name: "Java", kind: "code", files: /\.java$/, pieces: [...slashes, quoted('"'), character]},
  {name: "Kotlin", kind: "code", files: /\.kts?$/, pieces: [...slashes, quoted('"'), character]},
  {name: "C#", kind: "code", files: /\.cs$/, pieces: [...slashes, quoted('"'), character]},
  {name: "Swift", kind: "code", files: /\.swift$/, pieces: [...slashes, quoted('"')]},
  {name: "Scala", kind: "code", files: /\.scala$/, pieces: [...slashes, quoted('"'), character]},
  {name: "Objective-C", kind: "code", files: /\.mm?$/, pieces: c},
  {name: "Julia", kind: "code", files: /\.jl$/, pieces: [block("#=", "=#"), ...hashes, quoted('"')]},
  {name: "R", kind: "code", files: /\.[rR]$/, pieces: [...hashes, quoted('"'), quoted("'")]},
  {
    name: "Ruby",
    kind: "code",
    files: /\.rb$|(?:^|\/)(?:Rakefile|Gemfile)$/,
    pieces: [...hashes, quoted('"'), quoted("'")]
  },
  {
    name: "Lua",
    kind: "code",
    files: /\.lua$/,
    pieces: [block("--\\[\\[", "\\]\\]"), line("--"), quoted('"'), quoted("'")]
  },
  {
    name: "Shell",
    kind: "code",
    files: /\.(?:sh|bash|zsh)$/,
    pieces: [line("(?<=^|[\\s;])#"), long('"', '"'), raw("'", "'")]
  },
  {name: "SQL", kind: "code", files: /\.sql$/, pieces: [line("--"), block("/\\*", "\\*/"), raw("'", "'")]},
  {name: "Metal", kind: "code", files: /\.metal$/, pieces: c},
  {name: "OpenCL", kind: "code", files: /\.cl$/, pieces: c},
  {name: "Protocol Buffers", kind: "code", files: /\.proto$/, pieces: [...slashes, quoted('"')]},
  {name: "CMake", kind: "settings", files: /\.cmake$|(?:^|\/)CMakeLists\.txt$/, pieces: [...hashes, quoted('"')]},
  {
    name: "Makefile",
    kind: "settings",
    files: /\.mk$|(?:^|\/)(?:GNUm|m|M)akefile$|(?:^|\/)[jJ]ustfile$/,
    pieces: hashes
  },
  {
    name: "Dockerfile",
    kind: "settings",
    files: /(?:^|\/)(?:Dockerfile|Containerfile)[\w.-]*$|\.[dD]ockerfile$/,
    pieces: hashes
  },
  {name: "YAML", kind: "settings", files: /\.ya?ml$/, pieces: [line("(?<=^|\\s)#")]},
  {name: "TOML", kind: "settings", files: /\.toml$/, pieces: [line("(?<=^|\\s)#")]},
  {
    name: "INI",
    kind: "settings",
    files: /\.(?:ini|cfg|conf)$|(?:^|\/)\.(?:editorconfig|npmrc|coveragerc|flake8|pylintrc)$/,
    pieces: [line("(?<=^|\\n)[ \\t]*[#;]")]
  },
  {name: "CSS", kind: "code", files: /\.(?:css|scss|less)$/, pieces: [block("/\\*", "\\*/")]},
  {name: "HTML", kind: "prose", files: /\.(?:html?|xhtml)$/, pieces: [block("<!--", "-->")]},
  {name: "Markdown", kind: "prose", files: /\.(?:md|mdx|markdown)$/, pieces: []},
  {name: "reStructuredText", kind: "prose", files: /\.rst$/, pieces: []},
  {
    name: "Text",
    kind: "prose",
    files: /\.txt$|(?:^|\/)(?:README|LICEN[CS]E|COPYING|AUTHORS|NOTICE|CHANGELOG)$/,
    pieces: []
  },
  {name: "Jupyter notebook", kind: "data", files: /\.ipynb$/, pieces: []},
  {name: "JSON", kind: "data", files: /\.(?:json|ndjson|jsonl|json5|jsonc|geojson)$/, pieces: []},
  {name: "CSV", kind: "data", files: /\.(?:csv|tsv)$/, pieces: []},
  {name: "XML", kind: "data", files: /\.(?:xml|xsd|svg|sarif)$/, pieces: []}
] satisfies Language[] as Language[];

/** The language of a path; a file without an ending may name its interpreter. */
export function languageOf(path: string, beginning: string): Language | null {
  const known = languages.find(({files}) => files.test(path));
  if (known) return known;
  const [, interpreter] = /^#!.*?\b(python|bash|sh|zsh|node|ruby|Rscript)/.exec(beginning) ?? [];
  return interpreter ? languages.find(({name}) => name === interpreters[interpreter])! : null;
}

const interpreters: Record<string, string> = {
  python: "Python",
  bash: "Shell",
  sh: "Shell",
  zsh: "Shell",
  node: "JavaScript",
  ruby: "Ruby",
  Rscript: "R"
};

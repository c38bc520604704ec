import {runsTests} from "../capabilities/engineering.ts";
import type {Role} from "../capabilities/capability.ts";
import type {Command, CommandPlace} from "./commands.ts";
import type {Import} from "./imports.ts";
import {folderOf, Resolver} from "./resolve.ts";

export interface GraphFile {
  path: string;
  role: Role;
  language: string | null;
  imports: Import[];
}

export interface Importer {
  path: string;
  role: Role;
  line: number;
  names: string[];
}

/** That a command runs a file, by way of a file that imports it where `through` is not the file itself. */
export interface Execution {
  command: Command;
  through: string;
}

/** Who imports each file, and which commands reach it. */
export class Usage {
  readonly #importers = new Map<string, Importer[]>();
  readonly #targets = new Map<string, Set<string>>();
  readonly #runs = new Map<CommandPlace, Map<string, Execution>>();

  constructor(files: readonly GraphFile[], commands: readonly Command[]) {
    const resolver = new Resolver(files.map(({path}) => path));
    for (const file of files)
      for (const asked of file.imports)
        for (const target of resolver.resolve(file.path, asked)) this.#link(file, asked, target);
    for (const place of ["step", "script", "document", "mention"] as const)
      this.#runs.set(
        place,
        this.#reach(
          files,
          commands.filter((command) => command.place === place)
        )
      );
  }

  importers(path: string): readonly Importer[] {
    return this.#importers.get(path) ?? [];
  }

  execution(path: string, place: CommandPlace): Execution | undefined {
    return this.#runs.get(place)!.get(path);
  }

  #link({path, role}: GraphFile, {line, names}: Import, target: string): void {
    const importers = this.#importers.get(target);
    if (importers) importers.push({path, role, line, names});
    else this.#importers.set(target, [{path, role, line, names}]);
    const targets = this.#targets.get(path);
    if (targets) targets.add(target);
    else this.#targets.set(path, new Set([target]));
  }

  /** Files that commands name, those they test or compile, then all that these import. */
  #reach(files: readonly GraphFile[], commands: readonly Command[]): Map<string, Execution> {
    const found = new Map<string, Execution>();
    const queue: string[] = [];
    const reach = (path: string, execution: Execution): void => {
      if (found.has(path)) return;
      found.set(path, execution);
      queue.push(path);
    };
    const byName = filesByName(files);
    for (const command of commands)
      for (const path of filesRun(files, byName, command)) reach(path, {command, through: path});
    const leads = commands[0]?.place !== "mention";
    for (let path = queue.shift(); leads && path !== undefined; path = queue.shift())
      for (const target of [...(this.#targets.get(path) ?? [])].sort()) reach(target, found.get(path)!);
    return found;
  }
}

/** Runners and the files they run without naming them. */
const runners: {command: RegExp; runs: (file: GraphFile) => boolean}[] = [
  {
    command: /\bcargo\s+(?:\+\S+\s+)?(?:test|build|run|bench|nextest|clippy)\b/,
    runs: ({language, role}) => language === "Rust" && role !== "example"
  },
  {command: /\bmaturin\b/, runs: ({language, role}) => language === "Rust" && role !== "example" && role !== "test"},
  {command: /\bgo\s+(?:test|build|vet)\b/, runs: ({language}) => language === "Go"},
  {
    command: /\bcmake\s+--build|\bninja\b|\bctest\b|\bbazel\s+(?:test|build)\b/,
    runs: ({language}) => ["C++", "C", "CUDA"].includes(language ?? "")
  },
  {
    command: /\bpytest\b|\bunittest\b|\btox\b|\bnox\b/,
    runs: ({language, role}) => language === "Python" && role === "test"
  },
  {
    command: /\b(?:vitest|jest|mocha)\b|\b(?:npm|yarn|pnpm|bun)\s+(?:run\s+)?test\b/,
    runs: ({language, role}) => (language === "TypeScript" || language === "JavaScript") && role === "test"
  }
];

/** Files by the names a command may give them: path, path without its ending, module. */
function filesByName(files: readonly GraphFile[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const {path, language} of files) {
    if (language === null) continue;
    const bare = path.replace(/\.\w+$/, "");
    for (const name of new Set([path, bare, bare.replace(/\/__(?:init|main)__$/, "")]))
      found.set(name, [...(found.get(name) ?? []), path]);
  }
  return found;
}

function filesRun(files: readonly GraphFile[], byName: ReadonlyMap<string, string[]>, {text, path}: Command): string[] {
  const words = text.split(/[\s"'`=;&|()[\],]+/);
  const modules = [...text.matchAll(/python3?(?:\.\d+)?\s+-m\s+([\w.]+)/g)].map(([, name]) =>
    name!.replaceAll(".", "/")
  );
  const named = [...words.flatMap((word) => namesOf(word, path)), ...modules].flatMap((name) => byName.get(name) ?? []);
  const run = runners.filter(({command}) => command.test(text));
  if (run.length === 0) return [...new Set(named)].sort();
  const tests = runsTests.test(text);
  const ran = files.filter((file) => run.some(({runs}) => runs(file)) && (tests || file.role !== "test"));
  return [...new Set([...named, ...ran.map((file) => file.path)])].sort();
}

/** Paths a word may mean: from the top, from the folder of what runs it, built from a source. */
function namesOf(word: string, from: string): string[] {
  if (!/[\w-]\.\w+$|\//.test(word) || word.length > 200 || word.includes("://")) return [];
  const plain = word.replace(/^(?:\.\/)+/, "").replace(/^(?:\$\{?\w+\}?\/)/, "");
  const names = [plain, `${folderOf(from)}${plain}`];
  const built = /^(?:\.build|build|dist|lib|out)\/(.+)\.[mc]?js$/.exec(plain);
  return built ? [...names, built[1]!, `src/${built[1]!}`] : names;
}

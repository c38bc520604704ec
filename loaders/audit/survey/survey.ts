import type {Signal} from "../capabilities/capability.ts";
import {Usage, type GraphFile} from "../graph/usage.ts";
import type {Command} from "../graph/commands.ts";
import type {FileFacts} from "./file-facts.ts";
import type {Found} from "./evidence.ts";

/** All files that count, with what connects them. */
export class Survey {
  readonly files: readonly FileFacts[];
  readonly commands: readonly Command[];
  readonly usage: Usage;
  readonly #byPath: ReadonlyMap<string, FileFacts>;

  /** `files` sorted by path. */
  constructor(files: readonly FileFacts[]) {
    this.commands = files.flatMap(({commands}) => commands);
    this.usage = new Usage(
      files.map(({path, role, language, imports}): GraphFile => ({
        path,
        role,
        language: language?.kind === "code" ? language.name : null,
        imports
      })),
      this.commands
    );
    this.files = withRoles(files, this.usage);
    this.#byPath = new Map(this.files.map((file) => [file.path, file]));
  }

  /** Files in which something can be defined. */
  get codeFiles(): number {
    return this.files.filter(({language}) => language?.kind === "code").length;
  }

  file(path: string): FileFacts {
    return this.#byPath.get(path)!;
  }

  found(signals: readonly Signal[], keep: (file: FileFacts) => boolean): Found[] {
    return this.files
      .filter(keep)
      .flatMap((file) =>
        signals.flatMap((signal) => (file.traces.get(signal) ?? []).map((trace) => ({file, trace, sign: signal.sign})))
      );
  }
}

/** What the product imports is part of it, wherever it lies. */
function withRoles(files: readonly FileFacts[], usage: Usage): FileFacts[] {
  const roles = new Map(files.map(({path, role}) => [path, role]));
  for (let changed = true; changed;) {
    changed = false;
    for (const [path, role] of roles) {
      if (role !== "benchmark" && role !== "example") continue;
      if (!usage.importers(path).some((importer) => roles.get(importer.path) === "product")) continue;
      roles.set(path, "product");
      changed = true;
    }
  }
  return files.map((file) => ({...file, role: roles.get(file.path)!}));
}

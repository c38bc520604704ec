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
    this.files = files;
    this.commands = files.flatMap(({commands}) => commands);
    this.#byPath = new Map(files.map((file) => [file.path, file]));
    this.usage = new Usage(
      files.map(({path, role, language, imports}): GraphFile => ({
        path,
        role,
        language: language?.kind === "code" ? language.name : null,
        imports
      })),
      this.commands
    );
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

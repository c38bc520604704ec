import type {Line, Source} from "../../files/source.ts";
import type {Row} from "../../rows.ts";
import type {Format, Head} from "../format.ts";
import {resumedLines, type Resumption} from "../resumption.ts";
import type {RunBookState} from "../run-log/run-book.ts";
import {StepLog} from "../run-log/step-log.ts";
import {ignored, mendEncoding, parsed, pending, rejected, settle} from "../unit-line.ts";
import {runFolder} from "./wandb/folder.ts";

const name = "[A-Za-z0-9](?:[\\w.-]*[A-Za-z0-9])?";
const extras = "(?:\\s*\\[[^\\]]*\\])?";
const marker = "(?:\\s*;.*)?(?:\\s+--hash=\\S+)*(?:\\s+#.*)?\\s*\\\\?";
const pinned = new RegExp(`^(${name})${extras}\\s*===?\\s*([\\w.!+*-]+)${marker}$`);
const ranged = new RegExp(
  `^(${name})${extras}\\s*((?:[<>~!]=?|===?)\\s*[\\w.!+*-]+(?:\\s*,\\s*(?:[<>~!]=?|===?)\\s*[\\w.!+*-]+)*)${marker}$`
);
const located = new RegExp(`^(${name})${extras}\\s*@\\s*(\\S+)${marker}$`);
const editable = /^(?:-e|--editable)[ =](\S.*)$/;
const bare = new RegExp(`^(${name})${extras}${marker}$`);
const option = /^(?:-[rcif]|--[a-z][a-z-]*)(?:[ =].*)?$/;

interface Requirement {
  name: string;
  version: string | null;
}

/** What pip freeze or W&B wrote beside a run: each package with the version it had. */
export const requirementsTxt: Format = {
  name: "requirements-txt",
  title: "Python requirements",
  unit: "line",
  byFolder: true,
  /** Every line is a requirement; where the name does not say so, most of them with a version that is pinned. */
  detect(path: string, {lines}: Head): number {
    const told = lines
      .map((line) => line.replace(/^\ufeff/, "").trim())
      .filter((line) => line !== "" && !line.startsWith("#"));
    if (told.length === 0) return 0;
    const found = told.map(readRequirement);
    if (!found.every((entry, i) => entry !== null || option.test(told[i]!))) return 0;
    const versions = told.filter((line) => pinned.test(line) || ranged.test(line) || located.test(line)).length;
    if (/(^|\/)(requirements|pip[-_]?freeze|packages)[^/]*\.(txt|in)$/i.test(path)) return versions > 0 ? 0.95 : 0.6;
    return versions >= 3 && versions / told.length >= 0.8 ? 0.7 : 0;
  },
  *parse(source: Source, resumption?: Resumption): Iterable<Row> {
    const folder = runFolder(source.path);
    const log = new StepLog(
      source,
      {partOf: folder, name: folder},
      resumption?.from?.state as RunBookState | undefined
    );
    for (const line of resumedLines(source, resumption, () => log.state())) yield* lineRows(log, line);
    yield* log.finish();
  }
};

function* lineRows(log: StepLog, line: Line): Iterable<Row> {
  const {at} = line;
  const settled = settle(line);
  if (settled) return yield settled;
  const {text, repairs} = mendEncoding(line);
  const told = text.trim();
  if (told.startsWith("#")) return yield ignored(at, "comment");
  if (option.test(told) && !editable.test(told)) return yield ignored(at, "option of pip");
  const found = readRequirement(told);
  if (!found) return yield line.complete ? rejected(at, "expected a requirement such as name==1.2", told) : pending(at);
  yield parsed(at);
  yield* repairs;
  yield* log.tell(at, "environment", {key: found.name, value: found.version});
}

function readRequirement(line: string): Requirement | null {
  const exact = pinned.exec(line);
  if (exact) return {name: exact[1]!, version: exact[2]!};
  const found = ranged.exec(line) ?? located.exec(line);
  if (found) return {name: found[1]!, version: found[2]!};
  const local = editable.exec(line);
  if (local) return {name: /[#&]egg=([\w.-]+)/.exec(local[1]!)?.[1] ?? local[1]!.trim(), version: local[1]!.trim()};
  const named = bare.exec(line);
  return named ? {name: named[1]!, version: null} : null;
}

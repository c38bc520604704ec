import type {Role} from "../capabilities/capability.ts";
import type {Language} from "../code/language.ts";
import type {Reading} from "../code/scan.ts";

/** Where a command stands: in a step of a service, in a script, in a document for people; a mention names a file there. */
export type CommandPlace = "step" | "script" | "document" | "mention";

export interface Command {
  path: string;
  /** From 1. */
  line: number;
  text: string;
  place: CommandPlace;
}

const stepFile =
  /^\.github\/workflows\/[^/]+\.ya?ml$|(?:^|\/)(?:\.gitlab-ci\.ya?ml|azure-pipelines\.ya?ml|Jenkinsfile|\.travis\.ya?ml|appveyor\.ya?ml|\.drone\.ya?ml)$|^\.circleci\/config\.ya?ml$|^\.buildkite\/|^\.ci\//;
const scriptFile =
  /(?:^|\/)(?:GNUm|m|M)akefile$|(?:^|\/)[jJ]ustfile$|\.mk$|(?:^|\/)(?:noxfile\.py|tox\.ini|Taskfile\.ya?ml)$|(?:^|\/)(?:Dockerfile|Containerfile)[\w.-]*$/;
const label = /^\s*(?:-\s+)?(?:name|id|if|on|branches|description|needs|group|key)\s*:/;
const longest = 1000;
const runner =
  /^(?:sudo\s+|[A-Z_]+=\S+\s+)*(?:\.{1,2}\/\S+|python\d?(?:\.\d+)?|pip3?|uv|uvx|pipx|poetry|conda|mamba|npm|npx|node|yarn|pnpm|bun|deno|cargo|rustup|maturin|go|make|cmake|ctest|ninja|bazel|gcc|g\+\+|clang|nvcc|mpirun|bash|sh|source|docker|docker-compose|podman|kubectl|helm|torchrun|accelerate|deepspeed|pytest|tox|nox|jupyter|julia|Rscript|java|mvn|git|colophon)(?:\s|$)/;
const mentioned = /`([\w./-]+\.\w{1,5})`/g;
const prompt = /^\s*(?:\$|>|%)\s+/;

/** The commands a file holds. A document's are those in its fences and behind prompts. */
export function commandsOf(path: string, role: Role, reading: Reading, language: Language | null): Command[] {
  const lines = reading.text
    .map((text, i) => ({text: text.trim(), line: i + 1}))
    .filter(({text}) => text !== "" && text.length <= longest);
  const at = (place: CommandPlace, kept: {text: string; line: number}[]): Command[] =>
    kept.map(({text, line}) => ({path, line, text, place}));
  if (stepFile.test(path))
    return at(
      "step",
      lines.filter(({text}) => !label.test(text))
    );
  if (scriptFile.test(path)) return at("script", lines);
  if (path.endsWith("package.json")) return at("script", packageScripts(lines));
  if (language?.name === "Shell" && role !== "test") return at("script", lines);
  if (language?.kind === "prose" && language.name !== "HTML")
    return [...at("document", fenced(lines, language.name)), ...at("mention", mentions(lines))];
  return [];
}

/** Files that a text names as such. */
function mentions(lines: {text: string; line: number}[]): {text: string; line: number}[] {
  return lines.flatMap(({text, line}) => [...text.matchAll(mentioned)].map(([, name]) => ({text: name!, line})));
}

/** Lines of the "scripts" of a package.json. */
function packageScripts(lines: {text: string; line: number}[]): {text: string; line: number}[] {
  const start = lines.findIndex(({text}) => /^"scripts"\s*:\s*\{/.test(text));
  if (start < 0) return [];
  const end = lines.findIndex(({text}, i) => i > start && /^\}/.test(text));
  return lines.slice(start + 1, end < 0 ? lines.length : end);
}

function fenced(lines: {text: string; line: number}[], language: string): {text: string; line: number}[] {
  const kept: {text: string; line: number}[] = [];
  let open = false;
  for (const entry of lines) {
    if (/^(?:```|~~~)/.test(entry.text)) open = !open;
    else if (open || prompt.test(entry.text) || language === "reStructuredText") {
      const text = entry.text.replace(prompt, "");
      if (runner.test(text)) kept.push({...entry, text});
    }
  }
  return kept;
}

import {pointerAt} from "../survey/evidence.ts";
import type {ItemVerdict, Verdict} from "./decide.ts";
import {lockItem} from "./items.ts";

/** A file that says what the code needs, or one that says exactly which versions. */
export interface DependencyFile {
  path: string;
  blob: string;
  text: string;
}

interface Ecosystem {
  name: string;
  /** Says what is needed; `needs` tells whether it needs anything. */
  manifest: RegExp;
  needs: (text: string) => boolean;
  lock: RegExp;
  /** What a lock that fixes contents holds. */
  hashes: RegExp;
}

const always = (): boolean => true;

const ecosystems: Ecosystem[] = [
  {
    name: "Node",
    manifest: /(?:^|\/)package\.json$/,
    needs: (text) => /"(?:dev|peer|optional)?[dD]ependencies"\s*:\s*\{\s*"/.test(text),
    lock: /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/,
    hashes: /"integrity"\s*:|^\s*integrity:? |\bchecksum:|integrity:/m
  },
  {
    name: "Rust",
    manifest: /(?:^|\/)Cargo\.toml$/,
    needs: (text) => /^\[(?:workspace\.)?(?:dev-|build-)?dependencies/m.test(text),
    lock: /(?:^|\/)Cargo\.lock$/,
    hashes: /^checksum = "/m
  },
  {
    name: "Go",
    manifest: /(?:^|\/)go\.mod$/,
    needs: (text) => /^require\b/m.test(text),
    lock: /(?:^|\/)go\.sum$/,
    hashes: / h1:/
  },
  {
    name: "Python",
    manifest: /(?:^|\/)(?:pyproject\.toml|setup\.py|setup\.cfg|Pipfile|environment\.ya?ml)$/,
    needs: (text) => /\b(?:dependencies|install_requires|packages)\b/.test(text),
    lock: /(?:^|\/)(?:poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|conda-lock\.ya?ml|pixi\.lock|requirements[\w.-]*\.lock)$/,
    hashes: /sha256[:=]|"sha256:|--hash=/
  }
];
const requirements = /(?:^|\/)requirements[\w.-]*\.(?:txt|in)$|(?:^|\/)requirements\/[\w.-]+\.txt$/;
const isElsewhere = /(?:^|\/)(?:tests?|examples?|docs?|benchmarks?|\.github)\//i;

/** Whether a path takes part in deciding on locks. */
export function isDependencyFile(path: string): boolean {
  return (
    !isElsewhere.test(path) &&
    (requirements.test(path) || ecosystems.some(({manifest, lock}) => manifest.test(path) || lock.test(path)))
  );
}

interface Finding {
  verdict: Verdict;
  words: string;
  cite: {file: DependencyFile; line: number}[];
}

/**
 * Locks that lock: each file that says what is needed must have a lock with digests in its folder or above. Exact
 * versions without digests leave open what they in turn need; ranges leave everything open.
 */
export function decideLocks(files: readonly DependencyFile[]): ItemVerdict {
  const findings = [
    ...ecosystems.flatMap((ecosystem) => findingsOf(ecosystem, files)),
    ...files.filter(({path}) => requirements.test(path)).map(requirementsFinding)
  ];
  const pointers = findings.flatMap(({cite, words}) =>
    cite.map(({file, line}) => pointerAt("exists", file, line, words))
  );
  const verdict = (["fail", "undecided", "pass"] as const).find((kind) =>
    findings.some((finding) => finding.verdict === kind)
  );
  const reason = verdict ? findings.map(({words}) => words).join("; ") : "no file says which packages the code needs";
  return {item: lockItem, verdict: verdict ?? "no-evidence", reason, pointers};
}

function findingsOf(
  {name, manifest, needs = always, lock, hashes}: Ecosystem,
  files: readonly DependencyFile[]
): Finding[] {
  const locks = files.filter(({path}) => lock.test(path));
  return files
    .filter(({path, text}) => manifest.test(path) && needs(text))
    .map((file): Finding => {
      const own = locks.find(({path}) => file.path.startsWith(folderOf(path)));
      if (!own)
        return (
          coveredByRequirements(name, file, files) ?? {
            verdict: "fail",
            words: `${file.path} names ${name} packages and no lock stands with it`,
            cite: [{file, line: 1}]
          }
        );
      if (hashes.test(own.text))
        return {
          verdict: "pass",
          words: `${own.path} locks ${file.path} with digests`,
          cite: [{file: own, line: lineOf(own.text, hashes)}]
        };
      return {verdict: "undecided", words: `${own.path} holds versions and no digests`, cite: [{file: own, line: 1}]};
    });
}

/** A package of Python may be locked by a list of requirements beside it, which is judged on its own. */
function coveredByRequirements(name: string, file: DependencyFile, files: readonly DependencyFile[]): Finding | null {
  const beside =
    name === "Python"
      ? files.find(({path}) => requirements.test(path) && folderOf(path) === folderOf(file.path))
      : undefined;
  return beside ? {verdict: "pass", words: `${file.path} has ${beside.path} beside it`, cite: []} : null;
}

function requirementsFinding(file: DependencyFile): Finding {
  const lines = file.text.split("\n").map((text, i) => ({text: text.trim(), line: i + 1}));
  const wanted = lines.filter(({text}) => /^[A-Za-z0-9]/.test(text));
  const exact = wanted.filter(({text}) => /==\s*[\w.!+*-]+/.test(text) || /@\s*\S+@[0-9a-f]{40}|#sha256=/.test(text));
  const loose = wanted.find((entry) => !exact.includes(entry));
  const cite = (line: number): Finding["cite"] => [{file, line}];
  if (wanted.length === 0) return {verdict: "pass", words: `${file.path} names no package`, cite: []};
  if (loose)
    return {
      verdict: "fail",
      words: `${file.path} has ${wanted.length - exact.length} of ${wanted.length} packages in ranges or without a version`,
      cite: cite(loose.line)
    };
  const hashed = lines.some(({text}) => /--hash=sha256:/.test(text));
  if (hashed) return {verdict: "pass", words: `${file.path} has digests`, cite: cite(exact[0]!.line)};
  return {
    verdict: "undecided",
    words: `${file.path} has exact versions of all ${wanted.length} packages and no digests: what these need is open`,
    cite: cite(exact[0]!.line)
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function lineOf(text: string, pattern: RegExp): number {
  return text.slice(0, pattern.exec(text)!.index).split("\n").length;
}

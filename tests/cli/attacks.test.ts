import {spawnSync} from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from "node:fs";
import {createServer} from "node:net";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {exitCodes} from "../../loaders/failure.ts";
import {verbs} from "../../loaders/verbs/index.ts";
import {colophon, colophonHere, colophonUnder, isRoot, junk, nobodyCan, place, removePlaces} from "./cli.ts";

afterAll(removePlaces);

interface Attack {
  verb: string;
  what: string;
  args: string[];
  exit: keyof typeof exitCodes;
  says: RegExp;
  before?: (place: string) => void;
  asNobody?: boolean;
}

const close = (folder: string): void => chmodSync(join(folder, "closed"), 0);
const closeAll = (folder: string): void => chmodSync(folder, 0o555);
const generation = (folder: string): string => realpathSync(join(folder, ".colophon/warehouse.duckdb"));
const cut = (folder: string): void =>
  truncateSync(generation(folder), Math.floor(statSync(generation(folder)).size / 2));
const empty = (folder: string): void => truncateSync(generation(folder), 0);
const overwrite = (folder: string): void => writeFileSync(generation(folder), junk);
const overwriteMiddle = (folder: string): void => {
  const bytes = readFileSync(generation(folder));
  for (let i = 8192; i < bytes.length; i++) bytes[i] = 0xa5;
  writeFileSync(generation(folder), bytes);
};
const dropGenerations = (folder: string): void =>
  rmSync(join(folder, ".colophon/warehouse.duckdb.d"), {recursive: true});

const warehouse = ["--warehouse", ".colophon/warehouse.duckdb"];
const configure = (folder: string, setting: string): void =>
  writeFileSync(
    join(folder, "observablehq.config.ts"),
    `import {colophon} from "colophon";\nexport default colophon({title: "T", ${setting}} as never);\n`
  );
/** A number that drifted, in a folder that nobody may write. */
const sealDrifted = (folder: string): void => {
  const query = "SELECT count(*) AS value, derived('count', list(leaf(source_id, 0, path) ORDER BY path)) AS evidence";
  const definition = `<!-- claim-definition n\nquery: ${query} FROM source ORDER BY value\nexpect: ">= 1"\n-->`;
  mkdirSync(join(folder, "sealed"));
  writeFileSync(join(folder, "sealed/a.md"), `<!-- claim n -->5<!-- /claim -->\n\n${definition}\n`);
  chmodSync(join(folder, "sealed"), 0o555);
};

const common = verbs.flatMap(({name, operands}): Attack[] => [
  {verb: name, what: "an unknown option", args: ["--nope"], exit: "usage", says: /expected one of --.*found --nope/},
  {verb: name, what: "a value for a switch", args: ["--help=yes"], exit: "usage", says: /expected .*--help/},
  ...(Number.isFinite(operands)
    ? [
        {
          verb: name,
          what: "one word too many",
          args: [...Array.from({length: operands}, () => "logs"), "extra"],
          exit: "usage" as const,
          says: /expected (at most 1|options only).*found "extra"/
        }
      ]
    : []),
  ...(operands > 0
    ? [{verb: name, what: "an empty word", args: [""], exit: "usage" as const, says: /expected a word, found an empty/}]
    : [])
]);

// prettier-ignore
const own: Attack[] = [
  {verb: "init", what: "nothing", args: [], exit: "usage", says: /expected a folder to create, found nothing/},
  {verb: "init", what: "a plain file", args: ["plain.txt"], exit: "unreadable", says: /plain\.txt.*found a file/},
  {verb: "init", what: "a path through a file", args: ["plain.txt/x"], exit: "unreadable", says: /plain\.txt.*found a file/},
  {verb: "init", what: "a folder that holds its files", args: ["."], exit: "usage", says: /to hold none of .*found .*example\.ndjson/, before: (at) => writeFileSync(join(at, "logs/example.ndjson"), "mine")},
  {verb: "init", what: "a folder it may not write", args: ["new"], exit: "unreadable", says: /found no permission \(EACCES\)/, before: closeAll, asNobody: true},
  {verb: "init", what: "a name that is too long", args: ["n".repeat(300)], exit: "unreadable", says: /found a name that is too long/},

  {verb: "build", what: "no input", args: [], exit: "usage", says: /expected files or folders to read, found none/},
  {verb: "build", what: "a missing input", args: ["--input", "nowhere"], exit: "unreadable", says: /nowhere, found none/},
  {verb: "build", what: "an empty input", args: ["--input="], exit: "usage", says: /expected a value for --input, found an empty text/},
  {verb: "build", what: "an option without its value", args: ["--out"], exit: "usage", says: /expected .*--out.*found/},
  {verb: "build", what: "an empty --out", args: ["--input", "logs", "--out="], exit: "usage", says: /expected a value for --out, found an empty text/},
  {verb: "build", what: "an input it may not read", args: ["--input", "closed"], exit: "unreadable", says: /closed, found no permission/, before: close, asNobody: true},
  {verb: "build", what: "a project it may not write", args: ["--input", "logs"], exit: "unreadable", says: /found no permission/, before: closeAll, asNobody: true},
  {verb: "build", what: "an --out that is a file", args: ["--input", "logs", "--out", "plain.txt"], exit: "usage", says: /expected .*plain\.txt.*folder.*found a file/},
  {verb: "build", what: "an --out with a thesis", args: ["--input", "logs", "--out", "mine"], exit: "usage", says: /expected .*mine.*found files that no build of colophon wrote/},
  {verb: "build", what: "an --out that is its input", args: ["--input", "logs", "--out", "logs"], exit: "usage", says: /expected .*logs.*found files that no build/},
  {verb: "build", what: "a warehouse that is a folder", args: ["--input", "logs", "--warehouse", "mine"], exit: "usage", says: /found a folder: choose another/},
  {verb: "build", what: "a configuration that does not parse", args: [], exit: "usage", says: /expected .*observablehq\.config\.ts.*found/s, before: (at) => writeFileSync(join(at, "observablehq.config.ts"), "export default {")},

  {verb: "preview", what: "no input", args: [], exit: "usage", says: /expected files or folders to read, found none/},
  {verb: "preview", what: "a missing input", args: ["--input", "nowhere", "--port", "0"], exit: "unreadable", says: /nowhere, found none/},
  {verb: "preview", what: "an input it may not read", args: ["--input", "closed"], exit: "unreadable", says: /closed, found no permission/, before: close, asNobody: true},
  {verb: "preview", what: "a port that is a word", args: ["--port", "http"], exit: "usage", says: /expected --port to be a number.*found "http"/},
  {verb: "preview", what: "a warehouse that is a file", args: ["--input", "logs", "--warehouse", "plain.txt"], exit: "usage", says: /found a plain file: choose another/},

  {verb: "serve", what: "no built site", args: [], exit: "unreadable", says: /expected .*found none/},
  {verb: "serve", what: "a file", args: ["plain.txt", "--port", "0"], exit: "unreadable", says: /expected .*plain\.txt.*found a file/},
  {verb: "serve", what: "a port out of range", args: ["mine", "--port", "65536"], exit: "usage", says: /found "65536"/},
  {verb: "serve", what: "a negative port", args: ["mine", "--port=-1"], exit: "usage", says: /found "-1"/},
  {verb: "serve", what: "an empty port", args: ["mine", "--port="], exit: "usage", says: /found an empty text/},
  {verb: "serve", what: "a port with a unit", args: ["mine", "--port", "0x50"], exit: "usage", says: /found "0x50"/},
  {verb: "serve", what: "a base that leads up", args: ["mine", "--base", "/../"], exit: "usage", says: /expected --base to be a path/},

  {verb: "ingest", what: "no input", args: [], exit: "usage", says: /expected files or folders to read, found none/},
  {verb: "ingest", what: "a missing file", args: ["nowhere.ndjson"], exit: "unreadable", says: /nowhere\.ndjson, found none/},
  {verb: "ingest", what: "an empty file", args: ["empty.ndjson"], exit: "good", says: /empty\.ndjson: empty file/},
  {verb: "ingest", what: "binary junk", args: ["junk.bin"], exit: "good", says: /could not read 1 file:\n {2}junk\.bin/},
  {verb: "ingest", what: "a folder it may not read", args: ["closed"], exit: "unreadable", says: /closed, found no permission/, before: close, asNobody: true},
  {verb: "ingest", what: "a place it may not write", args: ["logs"], exit: "unreadable", says: /found no permission/, before: closeAll, asNobody: true},
  {verb: "ingest", what: "an unknown --format", args: ["logs", "--format", "nope"], exit: "usage", says: /expected --format to be one of .*found "nope"/},
  {verb: "ingest", what: "an unknown --format of nothing", args: ["none", "--format", "nope"], exit: "usage", says: /found "nope"/, before: (at) => void mkdirSync(join(at, "none"))},
  {verb: "ingest", what: "a --format given binary junk", args: ["junk.bin", "--format", "training-ndjson"], exit: "good", says: /rejected/},
  {verb: "ingest", what: "a device", args: ["/dev/zero"], exit: "unreadable", says: /found a pipe, socket or device/},
  {verb: "ingest", what: "links in a circle", args: ["circle"], exit: "unreadable", says: /expected .*circle.*found/, before: (at) => symlinkSync("circle", join(at, "circle"))},
  {verb: "ingest", what: "a warehouse that is a file", args: ["logs", "--warehouse", "plain.txt"], exit: "usage", says: /to be a link made by colophon ingest, found a plain file/},
  {verb: "ingest", what: "a warehouse that is a folder", args: ["logs", "--warehouse", "mine"], exit: "usage", says: /to be a link made by colophon ingest, found a folder/},
  {verb: "ingest", what: "a warehouse under a file", args: ["logs", "--warehouse", "plain.txt/w"], exit: "unreadable", says: /expected .*found a file/},
  {verb: "ingest", what: "a warehouse cut in half", args: ["logs"], exit: "unreadable", says: /expected a warehouse that can be read/, before: cut},
  {verb: "ingest", what: "a warehouse of zero bytes", args: ["logs"], exit: "unreadable", says: /expected a warehouse that can be read/, before: empty},
  {verb: "ingest", what: "a warehouse of junk", args: ["logs"], exit: "unreadable", says: /expected a warehouse that can be read/, before: overwrite},
  {verb: "ingest", what: "a warehouse with a good head", args: ["logs"], exit: "unreadable", says: /expected a warehouse that can be read/, before: overwriteMiddle},
  {verb: "ingest", what: "a warehouse whose generations are gone", args: ["logs"], exit: "good", says: /1 source/, before: dropGenerations},

  {verb: "check", what: "no input", args: [], exit: "usage", says: /expected inputs in observablehq\.config\.ts or --warehouse FILE, found neither/},
  {verb: "check", what: "a missing file", args: ["nowhere.md", ...warehouse], exit: "unreadable", says: /expected a Markdown file at .*nowhere\.md, found none: correct the path/},
  {verb: "check", what: "a missing file in the configuration", args: warehouse, exit: "unreadable", says: /nowhere\.md, found none: correct the path \(claims in .*observablehq\.config\.ts\)/, before: (at) => configure(at, 'claims: ["nowhere.md"]')},
  {verb: "check", what: "files in the configuration that are no list", args: warehouse, exit: "usage", says: /expected claims: a list of Markdown files, found "README\.md"/, before: (at) => configure(at, 'claims: "README.md"')},
  {verb: "check", what: "an empty file", args: ["empty.ndjson", ...warehouse], exit: "good", says: /claims and bound numbers: none/},
  {verb: "check", what: "binary junk", args: ["junk.bin", "--fix", ...warehouse], exit: "unreadable", says: /junk\.bin, found bytes that are no UTF-8/},
  {verb: "check", what: "a folder", args: ["mine", ...warehouse], exit: "unreadable", says: /mine, found a folder: name its files/},
  {verb: "check", what: "a device", args: ["/dev/zero", ...warehouse], exit: "unreadable", says: /found a pipe, socket or device/},
  {verb: "check", what: "a file past the limit", args: ["huge.md", ...warehouse], exit: "unreadable", says: /huge\.md, found 67108865 bytes: name one of at most 67108864/, before: (at) => { writeFileSync(join(at, "huge.md"), ""); truncateSync(join(at, "huge.md"), 2 ** 26 + 1); }},
  {verb: "check", what: "a huge line", args: ["huge.md", ...warehouse], exit: "good", says: /claims and bound numbers: none/, before: (at) => writeFileSync(join(at, "huge.md"), `x ${"`<!-- a --> $\\*_[".repeat(400_000)}`)},
  {verb: "check", what: "a huge line of comments that never end", args: ["huge.md", ...warehouse], exit: "good", says: /claims and bound numbers: none/, before: (at) => writeFileSync(join(at, "huge.md"), `x ${"<!-- claims ".repeat(500_000)}`)},
  {verb: "check", what: "a file it may not read", args: ["secret.md", ...warehouse], exit: "unreadable", says: /secret\.md, found no permission/, before: (at) => writeFileSync(join(at, "secret.md"), "", {mode: 0}), asNobody: true},
  {verb: "check", what: "a number it may not write", args: ["sealed/a.md", "--fix", ...warehouse], exit: "unreadable", says: /found no permission/, before: sealDrifted, asNobody: true},
  {verb: "check", what: "no warehouse", args: ["--warehouse", "nowhere"], exit: "unreadable", says: /nowhere, found none: run colophon ingest/},
  {verb: "check", what: "a warehouse that is a file", args: ["--warehouse", "plain.txt"], exit: "usage", says: /found a plain file/},
  {verb: "check", what: "a warehouse cut in half", args: warehouse, exit: "unreadable", says: /expected a warehouse that can be read/, before: cut},
  {verb: "check", what: "a report that is a folder", args: ["--junit", "mine", ...warehouse], exit: "usage", says: /expected --junit to be a file, found a folder at .*mine/},
  {verb: "check", what: "a report under a file", args: ["--sarif", "plain.txt/x", ...warehouse], exit: "unreadable", says: /plain\.txt.*found a file/},
  {verb: "check", what: "a report in place of what it reports on", args: ["plain.txt", "--junit", "plain.txt", ...warehouse], exit: "usage", says: /expected --junit to be a file of its own, found .*plain\.txt/},
  {verb: "check", what: "two reports in one file", args: ["--junit", "x", "--sarif", "./x", ...warehouse], exit: "usage", says: /expected --sarif to be a file of its own/},

  {verb: "doctor", what: "nothing", args: [], exit: "good", says: /js {4}here\ncpu/},
  {verb: "doctor", what: "a folder it may not write", args: [], exit: "good", says: /js {4}here/, before: closeAll, asNobody: true},

  {verb: "query", what: "nothing", args: [], exit: "usage", says: /expected SQL or a \.sql file, found nothing/},
  {verb: "query", what: "no warehouse", args: ["SELECT 1", "--warehouse", "nowhere"], exit: "unreadable", says: /nowhere, found none: run colophon ingest/},
  {verb: "query", what: "a missing file", args: ["nowhere.sql"], exit: "unreadable", says: /nowhere\.sql, found none/},
  {verb: "query", what: "an empty file", args: ["empty.sql"], exit: "usage", says: /expected one SELECT, found an empty query/},
  {verb: "query", what: "a file of junk", args: ["junk.sql"], exit: "usage", says: /expected one SELECT, found a NUL/},
  {verb: "query", what: "a file it may not read", args: ["empty.sql"], exit: "unreadable", says: /found no permission/, before: (at) => chmodSync(join(at, "empty.sql"), 0), asNobody: true},
  {verb: "query", what: "an unknown --format", args: ["SELECT 1", "--format", "xlsx"], exit: "usage", says: /expected --format to be one of csv.*found "xlsx"/},
  {verb: "query", what: "an empty --format", args: ["SELECT 1", "--format="], exit: "usage", says: /expected a value for --format/},
  {verb: "query", what: "a warehouse that is a file", args: ["SELECT 1", "--warehouse", "plain.txt"], exit: "usage", says: /found a plain file/},
  {verb: "query", what: "a warehouse that is a folder", args: ["SELECT 1", "--warehouse", "mine"], exit: "usage", says: /found a folder/},
  {verb: "query", what: "a link that is not ours", args: ["SELECT 1", "--warehouse", "w"], exit: "usage", says: /found a link to plain\.txt/, before: (at) => symlinkSync("plain.txt", join(at, "w"))},
  {verb: "query", what: "a warehouse cut in half", args: ["FROM metric"], exit: "unreadable", says: /expected a warehouse that can be read/, before: cut},
  {verb: "query", what: "a warehouse of zero bytes", args: ["SELECT 1"], exit: "unreadable", says: /expected a warehouse that can be read/, before: empty},
  {verb: "query", what: "a warehouse of junk", args: ["SELECT 1"], exit: "unreadable", says: /expected a warehouse that can be read/, before: overwrite},
  {verb: "query", what: "a warehouse with a good head", args: ["FROM metric"], exit: "unreadable", says: /expected a warehouse that can be read/, before: overwriteMiddle},
  {verb: "query", what: "a warehouse it may not read", args: ["SELECT 1"], exit: "unreadable", says: /expected a warehouse that can be read/, before: (at) => chmodSync(generation(at), 0), asNobody: true},
  {verb: "query", what: "blanks", args: ["  \n "], exit: "usage", says: /found an empty query/},
  {verb: "query", what: "a comment", args: ["/* nothing */"], exit: "usage", says: /found an empty query/},
  {verb: "query", what: "faulty SQL", args: ["SELEC 1"], exit: "usage", says: /expected one SELECT.*found.*Parser Error/s},
  {verb: "query", what: "an unknown table", args: ["FROM nowhere"], exit: "usage", says: /expected .*found.*nowhere/s},
  {verb: "query", what: "several statements", args: ["SELECT 1; SELECT 2"], exit: "usage", says: /expected one SELECT, found 2 statements/},
  {verb: "query", what: "COPY TO", args: ["COPY (SELECT 1) TO 'stolen.csv'"], exit: "usage", says: /expected one SELECT.*found: Permission Error/},
  {verb: "query", what: "ATTACH", args: ["ATTACH 'stolen.duckdb' AS s"], exit: "usage", says: /expected one SELECT, found/},
  {verb: "query", what: "INSTALL", args: ["INSTALL httpfs"], exit: "usage", says: /expected one SELECT, found/},
  {verb: "query", what: "LOAD", args: ["LOAD httpfs"], exit: "usage", says: /expected one SELECT, found/},
  {verb: "query", what: "PRAGMA", args: ["PRAGMA memory_limit = '1TB'"], exit: "usage", says: /expected one SELECT, found/},
  {verb: "query", what: "SET", args: ["SET memory_limit = '100GB'"], exit: "usage", says: /expected one SELECT, found/},
  {verb: "query", what: "DROP", args: ["DROP TABLE metric"], exit: "usage", says: /expected one SELECT, found DROP/},
  {verb: "query", what: "INSERT behind a CTE", args: ["WITH x AS (SELECT 1) DELETE FROM run"], exit: "usage", says: /expected one SELECT, found DELETE/},
  {verb: "query", what: "read_text", args: ["SELECT content FROM read_text('/etc/passwd')"], exit: "usage", says: /expected .*found.*Permission Error/s},
  {verb: "query", what: "a file as a table", args: ["FROM '/etc/passwd'"], exit: "usage", says: /expected .*found/s},
  {verb: "query", what: "a network path", args: ["FROM read_csv('https://127.0.0.1:9/x.csv')"], exit: "usage", says: /expected .*found/s},
  {verb: "query", what: "columns that share a name", args: ["SELECT 1 AS a, 2 AS \"A\""], exit: "failed", says: /expected columns of different names, found/},
  {verb: "query", what: "an integer past 2^53", args: ["SELECT 9007199254740993 AS n"], exit: "failed", says: /expected integers up to 2\^53, found 9007199254740993/},
  {verb: "bench", what: "an unknown op", args: ["--op", "resize"], exit: "usage", says: /expected --op to be one of resample, fuse, voxelize, found "resize"/},
  {verb: "bench", what: "an unknown backend", args: ["--backend", "gpu"], exit: "usage", says: /expected --backend to be one of js.*, found "gpu"/},
  {verb: "bench", what: "an unknown dtype", args: ["--dtype", "float16"], exit: "usage", says: /expected --dtype to be one of float32, bfloat16, found "float16"/},
  {verb: "bench", what: "an unknown suite", args: ["--suite", "all"], exit: "usage", says: /expected --suite to be one of kernels, everyday, found "all"/},
  {verb: "bench", what: "an op without that dtype", args: ["--op", "voxelize", "--dtype", "bfloat16"], exit: "usage", says: /expected an op, dtype and suite that share a case, found none/},
  {verb: "bench", what: "a case that is none", args: ["--case", "B0"], exit: "usage", says: /expected --case .*found "B0"; the cases are\n {2}resample\/B32/},
  {verb: "bench", what: "no rounds", args: ["--rounds", "0"], exit: "usage", says: /expected --rounds to be a whole number from 1 to 1000, found "0"/},
  {verb: "bench", what: "a fraction of a thread", args: ["--threads", "0.5"], exit: "usage", says: /expected --threads to be a whole number from 1 to 1024, found "0\.5"/},
  {verb: "bench", what: "an --out that is a folder", args: ["--out", "mine"], exit: "usage", says: /expected --out to be a file, found a folder/},
  {verb: "bench", what: "an --out under a file", args: ["--out", "plain.txt/rows.ndjson"], exit: "unreadable", says: /expected to (open|stat) .*plain\.txt.*found a file where a folder must be/},
  {verb: "bench", what: "an --out it may not write", args: ["--out", "rows.ndjson"], exit: "unreadable", says: /found no permission/, before: closeAll, asNobody: true},

  {verb: "audit", what: "nothing", args: [], exit: "usage", says: /expected a repository, tarball or folder, found nothing/},
  {verb: "audit", what: "a path that is none", args: ["nowhere"], exit: "unreadable", says: /expected a repository, tarball or folder at nowhere, found none/},
  {verb: "audit", what: "a text", args: ["plain.txt"], exit: "unreadable", says: /expected .*plain\.txt, found a file that is none/},
  {verb: "audit", what: "binary junk", args: ["junk.bin"], exit: "unreadable", says: /expected .*junk\.bin, found a file that is none/},
  {verb: "audit", what: "a device", args: ["/dev/zero"], exit: "unreadable", says: /found a pipe, socket or device/},
  {verb: "audit", what: "a folder of data", args: ["logs"], exit: "good", says: /capabilities:\n {2}Tokenization +unknown/},
  {verb: "audit", what: "a folder it may not read", args: ["closed"], exit: "unreadable", says: /found no permission/, before: close, asNobody: true},
  {verb: "audit", what: "a repository without a commit", args: ["mine"], exit: "unreadable", says: /expected a commit at HEAD of mine, found none/, before: (at) => void spawnSync("git", ["init", "--quiet", join(at, "mine")])},
  {verb: "audit", what: "a .git that leads nowhere", args: ["mine"], exit: "unreadable", says: /expected a commit at HEAD of mine, found none/, before: (at) => writeFileSync(join(at, "mine/.git"), "gitdir: /nowhere\n")},
  {verb: "audit", what: "a revision of a folder", args: ["logs", "--at", "HEAD"], exit: "usage", says: /expected --at with a git repository, found a plain folder/},
  {verb: "audit", what: "an empty revision", args: ["logs", "--at="], exit: "usage", says: /expected a value for --at/},
  {verb: "audit", what: "an --out that is a folder", args: ["logs", "--out", "mine"], exit: "usage", says: /expected --out to be a file, found a folder/},
  {verb: "audit", what: "an --out under a file", args: ["logs", "--out", "plain.txt/a.ndjson"], exit: "unreadable", says: /found a file where a folder must be/},
  {verb: "audit", what: "an --out it may not write", args: ["logs", "--out", "a.ndjson"], exit: "unreadable", says: /found no permission/, before: closeAll, asNobody: true},

  {verb: "query", what: "deep nesting", args: [`SELECT ${"(".repeat(20_000)}1${")".repeat(20_000)}`], exit: "usage", says: /expected .*found/s}
];

/** A place that root made, for another user to work in. */
function openTo(folder: string): void {
  rmSync(join(folder, ".colophon/config"), {recursive: true, force: true});
  for (const path of [folder, join(folder, ".colophon")]) chmodSync(path, 0o777);
}

const table: [string, Attack][] = [...common, ...own].map((attack) => [`${attack.verb}: ${attack.what}`, attack]);

describe.concurrent("colophon, given", () => {
  it.each(table)("%s", async (_name, {verb, args, exit, says, before, asNobody}) => {
    if (asNobody && !nobodyCan) return void process.stderr.write("skipped: no other user may start the command here\n");
    const cwd = place();
    if (asNobody && isRoot) openTo(cwd);
    before?.(cwd);
    const words = [verb, "--json", ...args];
    const answer = asNobody ? await colophon(words, {cwd, asNobody}) : await colophonHere(words, cwd);
    const {status, stdout, stderr, json} = answer;
    expect(stderr).toMatch(says);
    expect(status).toBe(exitCodes[exit]);
    expect(`${stdout}${stderr}`).not.toMatch(/^ {4}at /m);
    expect(json, stdout).toBeDefined();
    if (exit !== "good") {
      expect(stderr).toMatch(/expected .*found/s);
      expect(json).toMatchObject({error: expect.stringMatching(says) as string});
    }
    expect(readFileSync(join(cwd, "plain.txt"), "utf8")).toBe("mine\n");
    expect(readFileSync(join(cwd, "mine/thesis.tex"), "utf8")).toBe("mine\n");
    expect(existsSync(join(cwd, "stolen.csv")) || existsSync(join(cwd, "stolen.duckdb"))).toBe(false);
  });

  it.each([[["nope"]], [["nope", "--json"]], [["--json"]], [["--version", "--json"]], [["", "--json"]]])(
    "no verb: %j",
    async (args) => {
      const {status, stdout, stderr, json} = await colophonHere(args, place());
      expect(status).toBe(exitCodes.usage);
      expect(stderr).toMatch(/expected one of init, build.*, found/);
      if (args.includes("--json")) expect(json).toHaveProperty("error");
      else expect(stdout).toBe("");
    }
  );

  it.each([
    ["serve", ["mine"]],
    ["preview", ["--input", "logs"]]
  ])("%s: a port that is taken", async (verb, args) => {
    const holder = createServer();
    await new Promise<void>((listening) => holder.listen(0, "127.0.0.1", listening));
    const {port} = holder.address() as {port: number};
    const cwd = place();
    writeFileSync(join(cwd, "mine/index.html"), "<h1>home</h1>");
    const {status, stderr, json} = await colophon([verb, "--json", ...args, "--port", String(port)], {cwd});
    holder.close();
    expect(stderr).toMatch(new RegExp(`expected .*port.*found.*${port}|expected .*port ${port}.*found`, "s"));
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(status).toBe(exitCodes.usage);
    expect(json).toHaveProperty("error");
  });
});

describe("the table of attacks", () => {
  it.each(verbs.map(({name}) => [name]))("has rows of its own for %s", (name) => {
    expect(own.filter(({verb}) => verb === name).length).toBeGreaterThan(1);
  });
});

describe.concurrent("a reader that closes stdout early", () => {
  it.each([
    ["query", ["query", "SELECT i, repeat('x', 100) AS x FROM range(100000) t(i)"]],
    ["query --json", ["query", "--json", "SELECT i, repeat('x', 100) AS x FROM range(100000) t(i)"]],
    ["help", ["--help"]]
  ])("%s | head -1", async (_name, args) => {
    const script = 'set -o pipefail; "$@" | head -c 1; exit "${PIPESTATUS[0]}"';
    const {status, stderr} = await colophonUnder(script, args, {cwd: place()});
    expect(stderr).toBe("");
    expect(status).toBe(exitCodes.good);
  });

  it("query to a full device", async () => {
    const {status, stderr} = await colophonUnder('"$@" > /dev/full', ["query", "SELECT 1"], {cwd: place()});
    expect(stderr).toMatch(/expected .*found a full disk/);
    expect(status).toBe(exitCodes.unreadable);
  });
});

import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {readParts} from "../../loaders/check/claim-parts.ts";
import {ClaimQueries} from "../../loaders/check/claim-query.ts";
import type {RunnableClaim} from "../../loaders/claims/pages.ts";
import {noGuard} from "../../loaders/evidence/page-query.ts";
import {exitCodes} from "../../loaders/failure.ts";
import {loadProject} from "../../loaders/site/project.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {colophon} from "../cli/cli.ts";
import {reports} from "../pages/report.ts";

const root = join(import.meta.dirname, "../..");

type Line = Record<string, unknown>;

/** How the datum under a claim changes: in the files of `data/` that match, line by line; null takes the line out. */
interface Mutation {
  files: RegExp;
  change(line: Line, at: number, other: Line[]): Line | null;
}

const evaluation = (group: RegExp, metric: string, value: (of: number) => number): Mutation => ({
  files: /^runs\/evaluation\.ndjson$/,
  change: (line) =>
    line.metric === metric && group.test(String(line.run_id)) ? {...line, value: value(Number(line.value))} : line
});
const seed = (file: RegExp, of: number): Mutation => ({
  files: file,
  change: (line) => (line.type === "run" ? {...line, seed: of} : line)
});
const timing = (backend: string, facts: Line, factor: number): Mutation => ({
  files: /^benchmarks\//,
  change: (line) =>
    line.backend === backend && Object.entries(facts).every(([key, value]) => line[key] === value)
      ? {...line, samples: (line.samples as number[]).map((sample) => sample * factor)}
      : line
});

const narrow = /^reach-h24-seed\d$/;
const wide = /^reach-h64-seed\d(-repeat)?$/;
const arrival = /^runs\/reach-h64-seed1-arrival-b\.ndjson$/;
const wideRows = "resample/B32-S500-T256-D256/float32";
const cloud = "voxelize/count-N500000-X128-Y128-Z128-uniform/float32";

/** One for each claim of the example report and of the README: whoever adds a claim adds the datum that breaks it. */
const mutations: Record<string, Mutation> = {
  "seeds-narrow": seed(/^runs\/reach-h24-seed3\.ndjson$/, 2),
  "seeds-wide": seed(/^runs\/reach-h64-seed3\.ndjson$/, 2),
  "success-narrow": evaluation(narrow, "success_rate", () => 0.9),
  "success-wide": evaluation(wide, "success_rate", () => 0.1),
  "error-wide": evaluation(wide, "tracking_error", () => 50),
  "error-narrow": evaluation(narrow, "tracking_error", () => 1),
  "error-expert": evaluation(wide, "expert_tracking_error", (mm) => mm * 1.1),
  "repeat-differs": {
    files: /^runs\/reach-h64-seed1-repeat\.ndjson$/,
    change: (line) => (line.step === 600 && line.train ? {...line, train: {loss: 1}} : line)
  },
  "arrival-differs": {files: arrival, change: (line, at, other) => ({...other[at], run_id: line.run_id})},
  "arrival-compared": {files: arrival, change: (line) => (Number(line.step ?? 0) > 50 ? null : line)},
  "arrival-first": {
    files: arrival,
    change: (line, at, other) => (Number(line.step ?? Infinity) <= 20 ? other[at]! : line)
  },
  "beside-js": timing("cpu", {case: wideRows, timed: "kernel", cache: "cold"}, 100),
  "of-copy": timing("cpu", {case: wideRows, timed: "kernel", cache: "cold"}, 3),
  "numpy-resample": timing("numpy", {case: wideRows, timed: "end-to-end", cache: "warm"}, 0.01),
  "numpy-count": timing("numpy", {case: cloud, timed: "end-to-end", cache: "cold"}, 0.01),
  cases: {files: /^benchmarks\//, change: (line, at) => (at < 1 ? line : null)},
  ulp: {files: /^benchmarks\/cpu-ops/, change: (line) => ("error_ulp" in line ? {...line, error_ulp: 40} : line)},
  "seeded-cases": {
    files: /^tests\//,
    change: (line) => (line.suite === "properties" ? {...line, cases: 9000} : line)
  }
};

let folder = "";
let claims: RunnableClaim[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "colophon-mutation-"));
  reports.example!.prepare(folder);
  const readme = {path: join(folder, "README.md"), markdown: readFileSync(join(root, "README.md"), "utf8")};
  const {pagesFrom, inputs} = await loadProject(folder);
  const parts = readParts({root: folder, pagesFrom: pagesFrom(inputs([])), documents: [readme], prose: "list"});
  claims = parts.flatMap((part) => part.claims);
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** The verdicts of these claims on the copy of `data/` as it is now. */
async function decide(ids: string[]): Promise<string[]> {
  const warehouse = join(folder, "warehouse.duckdb");
  await ingest({inputs: [join(folder, "data")], warehouse, prune: true});
  const reader = await Reader.open(warehouse);
  try {
    const queries = await ClaimQueries.open(reader, noGuard);
    const verdicts: string[] = [];
    for (const id of ids) {
      const decided = await queries.decide(claims.find((claim) => claim.id === id)!);
      verdicts.push("verdict" in decided ? decided.verdict : decided.message);
    }
    return verdicts;
  } finally {
    reader.close();
  }
}

const linesOf = (path: string): Line[] =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);

/** Changes the copy of `data/`, runs `work`, and puts back what was. */
async function mutated<T>({files, change}: Mutation, work: () => Promise<T>): Promise<T> {
  const data = join(folder, "data");
  const names = readdirSync(data, {recursive: true, encoding: "utf8"}).filter((name) => files.test(name));
  const kept = names.map((name) => [join(data, name), readFileSync(join(data, name))] as const);
  for (const [path] of kept) {
    const twin = path.replace("-arrival-b.", "-arrival-a.");
    const other = existsSync(twin) ? linesOf(twin) : [];
    const lines = linesOf(path).map((line, at) => change(line, at, other));
    const text = lines.flatMap((line) => (line === null ? [] : [`${JSON.stringify(line)}\n`])).join("");
    writeFileSync(path, text);
  }
  try {
    return await work();
  } finally {
    for (const [path, bytes] of kept) writeFileSync(path, bytes);
  }
}

describe("the example report", () => {
  it("holds, and each of its claims has a datum that breaks it", async () => {
    const ids = claims.map(({id}) => id);
    expect([...ids].sort(), "add a row to `mutations`").toEqual(Object.keys(mutations).sort());
    expect(new Set(await decide(ids))).toEqual(new Set(["pass"]));
  });

  it.each(Object.entries(mutations))("%s falls with its datum", async (id, mutation) => {
    expect(await mutated(mutation, () => decide([id]))).toEqual(["fail"]);
  });

  it("is not built on a datum that contradicts it", async () => {
    const {status, stderr} = await mutated(mutations["success-wide"]!, () => colophon(["build"], {cwd: folder}));
    expect(stderr).toMatch(/findings\.md:\d+: claim "success-wide" expects >= 0\.65: fail, found 0\.1/);
    expect(status).toBe(exitCodes.failed);
    expect(existsSync(join(folder, "dist"))).toBe(false);
  });
});

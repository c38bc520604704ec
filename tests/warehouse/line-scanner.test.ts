import {DuckDBInstance} from "@duckdb/node-api";
import {realpathSync} from "node:fs";
import {afterAll, afterEach, describe, expect, it} from "vitest";
import {openLines} from "../../native/index.ts";
import {seeded, type Seeded} from "../seeded.ts";
import {Inputs} from "./inputs.ts";

const absent = openLines() === null ? "the addon was not built: nothing to compare the parsers with" : null;
if (absent) process.stderr.write(`skipped: ${absent}\n`);
const enough = 1536 * 1024;

afterEach(() => void delete process.env.COLOPHON_NO_ADDON);
afterAll(() => Inputs.removeAll());

type Maker = (random: Seeded, n: number) => string;

/** A number as some logger or other writes it. */
function numberText(random: Seeded): string {
  const value = random.uniform(-10, 10);
  return random.pick([
    () => String(value),
    () => String(Math.fround(value)),
    () => value.toFixed(random.integer(0, 9)),
    () => String(random.integer(-1_000_000, 1_000_000)),
    () => (value * 1e-7).toExponential().replace(/e-(\d)$/, "e-0$1"),
    () => String(value * 1e-9),
    () => (value * 1e-6).toFixed(12),
    () => `${random.integer(1, 9)}e+${random.integer(16, 22)}`,
    () => random.pick(["0.0", "-0.0", "0", "-0", "1e-05", "1E5", "1.50e3", "0.1234567890123456789", "100.000"])
  ])();
}

function timeText(random: Seeded, n: number): string {
  const seconds = 1_760_000_000 + n * 0.37;
  return random.pick([
    () => seconds.toFixed(random.integer(0, 7)),
    () => String(seconds),
    () => String(Math.round(seconds * 1000)),
    () => String(Math.round(seconds * 1e6))
  ])();
}

const odd: Maker = (random) =>
  random.pick([
    "",
    "not JSON",
    '{"step": 3, "loss": NaN}',
    '{"loss":0.5,"note":"no step"}',
    '{"step":9,"loss":"0.25"}',
    '{"step":9007199254740993,"loss":1}',
    '{"type":"config","lr":0.1,"seed":7}',
    '{"step":1,"step":2,"loss":3}',
    '{"event":"checkpoint","path":"a/b.pt"}'
  ]);

const long: Maker = (random, n) => {
  const step = Math.floor(n / 3) % 900;
  const run = Math.floor(n / 6000);
  const split = random.integer(0, 400) === 0 ? "val" : "train";
  return `{"run_id":"run-${run}","step":${step},"split":"${split}","metric":"${["loss", "acc", "größe"][n % 3]}","value":${numberText(random)},"timestamp":${timeText(random, n)}}`;
};

const wide: Maker = (random, n) => {
  const step = n % 2500;
  const val = n % 50 === 0 ? `,"val/loss":${numberText(random)}` : "";
  const more = random.integer(0, 300) === 0 ? `,"phase_name":"warm ${random.integer(0, 2)}"` : "";
  return `{"step":${step},"epoch":${Math.floor(step / 100)},"train/loss":${numberText(random)},"lr":${numberText(random)},"grad":[${numberText(random)},${numberText(random)}]${val}${more}}`;
};

const twoWriters: Maker = (random, n) => {
  const step = Math.floor(n / 2) + (n % 7 === 0 ? -3 : 0);
  return `{"global_step": ${step}, "loss": ${numberText(random)}, "time": "2026-01-02T03:04:${String(n % 60).padStart(2, "0")}.${String(n % 1000).padStart(3, "0")}Z"}`;
};

const audit: Maker = (random, n) => {
  const time = new Date(1_760_000_000_000 + n * 1013).toISOString();
  const stamp = random.pick([
    time,
    time.replace("Z", "+00:00"),
    time.replace("Z", ""),
    time.replace("T", " ").replace("Z", "")
  ]);
  const text = random.pick(["plain", "naïve – 東京", 'a \\"quoted\\" word', "tab\\t", "\\u00e9", "\\ud83d\\ude00", ""]);
  const details = random.pick([
    `{"path":"src/${n % 9}.py","lines":${random.integer(0, 50)},"tags":["a","b"],"ok":${random.pick(["true", "false"])}}`,
    `{"path":null,"nested":{"deep":[1,2,[3]]}}`,
    `"${text}"`,
    "[]",
    "{}"
  ]);
  const level = random.integer(0, 20) === 0 ? `,"level":"${random.pick(["warn", "error"])}"` : "";
  const error = random.integer(0, 200) === 0 ? ',"error":"it failed"' : "";
  return `{"time":"${stamp}","event":"${random.pick(["edit", "test", "commit"])}","user":"${text}","details":${details}${level}${error}}`;
};

function logOf(seed: number, maker: Maker, oddities: number, end = "\n"): string {
  const random = seeded(seed);
  const rows: string[] = [];
  for (let n = 0, size = 0; size < enough; n++) {
    const row = oddities > 0 && random.integer(0, oddities) === 0 ? odd(random, n) : maker(random, n);
    rows.push(row);
    size += row.length + 1;
  }
  return rows.join(end) + (seed % 2 ? end : "");
}

const logs: [string, string][] = [
  ["long rows of several runs", logOf(1, long, 0)],
  ["long rows among oddities, last line cut", logOf(2, long, 40)],
  ["wide rows with restarts, epochs and arrays", logOf(3, wide, 0)],
  ["wide rows among oddities, CRLF", logOf(5, wide, 60, "\r\n")],
  ["two writers", logOf(6, twoWriters, 0)],
  ["two writers among oddities", logOf(7, twoWriters, 100)],
  ["an audit log", logOf(8, audit, 0)],
  ["an audit log among oddities", logOf(9, audit, 30)]
];

describe.skipIf(absent)("lines that a scanner takes", () => {
  it.each(logs)("give the tables the parser gives: %s", async (_name, content) => {
    const inputs = new Inputs({"log.ndjson": content});
    const scanned = await inputs.ingest();
    const native = await inputs.digests();
    expect(await takenOf(inputs.warehouse)).toBeGreaterThan(500);
    inputs.remove();
    process.env.COLOPHON_NO_ADDON = "1";
    const again = new Inputs({"log.ndjson": content});
    const parsed = await again.ingest();
    expect(native).toEqual(await again.digests());
    expect(scanned.lineReader).toEqual({sources: 1, native: true, why: null});
    expect(parsed.lineReader).toEqual({sources: 1, native: false, why: "COLOPHON_NO_ADDON is set"});
    const same = {seconds: 0, warehouse: "", lineReader: null};
    expect({...scanned, ...same}).toEqual({...parsed, ...same});
    again.remove();
  });
});

/** Rows that lie where only a scanner puts them. */
async function takenOf(warehouse: string): Promise<number> {
  const instance = await DuckDBInstance.create(realpathSync(warehouse), {access_mode: "READ_ONLY"});
  const connection = await instance.connect();
  const rows = await connection.runAndReadAll(
    "SELECT (SELECT count(*) FROM point WHERE value_form IS NOT NULL OR time_form IS NOT NULL) + (SELECT count(*) FROM point_set) + (SELECT count(*) FROM event_line)"
  );
  connection.closeSync();
  instance.closeSync();
  return Number(rows.getRows()[0]![0]);
}

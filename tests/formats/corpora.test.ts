import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {discover} from "../../loaders/files/discover.ts";
import {fileSource} from "../../loaders/files/file-source.ts";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import {ingest} from "../../loaders/warehouse/ingest.ts";
import {Reader} from "../../loaders/warehouse/reader.ts";
import {
  corpora,
  corporaPresent,
  decodedContent,
  fits,
  holds,
  lineRange,
  readExpected,
  readReadings,
  unitsOf,
  type Fact,
  type Reading
} from "./corpora.ts";

if (!corporaPresent) process.stdout.write("skipped: every file of the corpora, ../shared/corpora is not there\n");

const inputs = ["logs", "codex", "robogoat"].map((name) => join(corpora, name));
const folder = mkdtempSync(join(tmpdir(), "colophon-corpora-"));
const warehouse = join(folder, "warehouse.duckdb");
let reader: Reader;

const rowsOf = async (sql: string): Promise<Fact[]> =>
  (await (await reader.select(sql)).getRowObjectsJson()) as unknown as Fact[];
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const tally = <T>(items: T[], key: (item: T) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
};

describe.skipIf(!corporaPresent)("every file of the corpora", () => {
  beforeAll(async () => {
    try {
      await ingest({inputs, warehouse});
    } catch (error) {
      throw new Error(`${String(error)}\nParsers that failed:\n${crashes().join("\n")}`, {cause: error});
    }
    reader = await Reader.open(warehouse);
  });
  afterAll(() => {
    reader?.close();
    rmSync(folder, {recursive: true, force: true});
  });

  it("has an expected format", async () => {
    const found = await rowsOf("SELECT path FROM source ORDER BY path");
    expect(found.map(({path}) => path)).toEqual([...readExpected().keys()].sort());
  });

  it("is recognised as what it is", async () => {
    const expected = readExpected();
    const sources = await rowsOf(
      "SELECT path, coalesce(format, 'unrecognised') AS format, confidence FROM source ORDER BY path"
    );
    const seen = sources.map(({path, format}) => ({
      path: String(path),
      expected: expected.get(String(path))!,
      found: String(format)
    }));
    const table = confusion(seen);
    if (process.env.COLOPHON_CONFUSION) writeFileSync(process.env.COLOPHON_CONFUSION, table);
    const wrong = seen.filter((row) => row.expected !== row.found);
    const list = wrong.map((row) => `${row.path}: expected ${row.expected}, found ${row.found}`);
    expect(wrong.length, `${table}\n${list.join("\n")}`).toBe(0);
  });

  it("has a balanced ledger whose units tile the content", async () => {
    const sources = await rowsOf(
      `SELECT path, same_content_as, format, units, units_parsed + units_rejected + units_ignored + units_pending AS sum,
         units_rejected, reject_count, u.*, r.rejects, i.ignored, units_ignored
       FROM source s
       LEFT JOIN (
         SELECT source_id, count(*) AS listed, min(byte_start) AS first, max(byte_end) AS last,
           count(*) FILTER (byte_start != before) AS gaps, count(*) FILTER (unit != place) AS misnumbered
         FROM (
           SELECT *, lag(byte_end, 1, 0) OVER w AS before, row_number() OVER w AS place
           FROM source_unit WINDOW w AS (PARTITION BY source_id ORDER BY unit)
         ) GROUP BY source_id
       ) u USING (source_id)
       LEFT JOIN (SELECT source_id, count(*) AS rejects FROM reject GROUP BY ALL) r USING (source_id)
       LEFT JOIN (SELECT source_id, sum(units) AS ignored FROM ignored GROUP BY ALL) i USING (source_id)
       ORDER BY path`
    );
    const wrong = sources.flatMap((row): object[] => {
      if (row.format === null || row.same_content_as !== null)
        return row.listed === null ? [] : [{...row, why: "units"}];
      const counted = {
        units: Number(row.units),
        sum: Number(row.sum),
        listed: Number(row.listed),
        first: Number(row.first),
        last: Number(row.last),
        gaps: Number(row.gaps),
        misnumbered: Number(row.misnumbered),
        rejects: Number(row.rejects ?? 0),
        ignored: Number(row.ignored ?? 0)
      };
      const right = {
        units: Number(row.units),
        sum: Number(row.units),
        listed: Number(row.units),
        first: 0,
        last: decodedContent(String(row.path)).length,
        gaps: 0,
        misnumbered: 0,
        rejects: Number(row.units_rejected),
        ignored: Number(row.units_ignored)
      };
      return JSON.stringify(counted) === JSON.stringify(right) ? [] : [{path: row.path, counted, right}];
    });
    expect(wrong).toEqual([]);
  });

  it("gives every value that was read by hand, at its place", async () => {
    const missing: string[] = [];
    for (const reading of readReadings()) {
      const why = await absence(reading);
      if (why) missing.push(`${told(reading)}: ${why}`);
    }
    expect(missing.length, `${missing.length} missing\n${missing.join("\n")}`).toBe(0);
  });
});

/** Why a reading's value is not in the warehouse at its place; null where it is. */
async function absence({path, place, tables, where, column, value}: Reading): Promise<string | null> {
  const [source] = await rowsOf(
    `SELECT coalesce(same_content_as, source_id) AS id, format FROM source WHERE path = ${quoted(path)}`
  );
  if (source?.format === null) return "unrecognised";
  const id = quoted(String(source!.id));
  const {start, end} =
    "offset" in place ? {start: place.offset, end: place.offset + 1} : lineRange(decodedContent(path), place.line);
  const units = new Set(
    (
      await rowsOf(
        `SELECT unit FROM source_unit WHERE source_id = ${id} AND byte_start < ${end} AND byte_end > ${start}`
      )
    ).map(({unit}) => Number(unit))
  );
  const near: Fact[] = [];
  for (const table of tables) {
    const facts = await rowsOf(factsOf(table, id, table === "run" || table === "benchmark" ? null : [...units]));
    const here = facts.filter((fact) => unitsOf(fact, column).some((unit) => units.has(unit)));
    if (here.some((fact) => fits(fact, where) && holds(fact, column, value))) return null;
    near.push(...here.filter((fact) => fits(fact, where) || holds(fact, "*", value)), ...here);
  }
  if (near.length === 0) return `no row of ${tables.join(", ")} at this place`;
  return `found ${near.slice(0, 2).map(shortly).join(" and ")}`;
}

/** Facts of a table that lie in some units (null: in any); samples and statistics with their case. */
function factsOf(table: string, id: string, units: number[] | null): string {
  const at = units ? ` AND t.unit IN (${units.join(", ")})` : "";
  if (table !== "sample" && table !== "statistic") return `SELECT * FROM ${table} t WHERE t.source_id = ${id}${at}`;
  return `SELECT b."case", b.op, b.quantity, t.* FROM ${table} t
    LEFT JOIN benchmark b ON b.source_id = t.source_id AND b.case_id = t.case_id WHERE t.source_id = ${id}${at}`;
}

function told({path, place, tables, where, column, value}: Reading): string {
  const at = "offset" in place ? `@${place.offset}` : place.line;
  return `${path}:${at} ${tables.join("|")} ${JSON.stringify(where)} ${column}=${value}`;
}

function shortly(fact: Fact): string {
  const apart = ["source_id", "byte_start", "byte_end", "run_id", "case_id"];
  const kept = Object.entries(fact).filter(([key, value]) => value !== null && !apart.includes(key));
  return JSON.stringify(Object.fromEntries(kept)).slice(0, 260);
}

/** Files whose parser throws, read one by one. */
function crashes(): string[] {
  return discover(inputs).found.flatMap((entry) => {
    const content = decodedContent(entry.path);
    const {format} = recognise(entry.path, headOf(content));
    try {
      for (const row of format?.parse(fileSource(entry, content.length)) ?? []) void row;
      return [];
    } catch (error) {
      return [`${entry.path}: ${format!.name}: ${String(error)}`];
    }
  });
}

/** Expected × found with counts, as Markdown; pairs that agree come last. */
function confusion(seen: {expected: string; found: string}[]): string {
  const counts = [...tally(seen, ({expected, found}) => `${expected}\t${found}`)].map(([pair, files]) => {
    const [expected, found] = pair.split("\t");
    return {expected: expected!, found: found!, files};
  });
  counts.sort(
    (a, b) =>
      Number(a.expected === a.found) - Number(b.expected === b.found) ||
      (`${a.expected} ${a.found}` < `${b.expected} ${b.found}` ? -1 : 1)
  );
  const right = counts.filter(({expected, found}) => expected === found).reduce((sum, {files}) => sum + files, 0);
  return [
    `${right} of ${seen.length} files are recognised as what they are.`,
    "",
    "| expected | found | files |",
    "| --- | --- | ---: |",
    ...counts.map(
      ({expected, found, files}) => `| ${expected} | ${expected === found ? "the same" : found} | ${files} |`
    )
  ].join("\n");
}

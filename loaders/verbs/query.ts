import {readFileSync, statSync} from "node:fs";
import {resolve} from "node:path";
import type {PageTable} from "../evidence/page-query.ts";
import {Failure} from "../failure.ts";
import type {Effects, Verb} from "./verb.ts";

const forms = ["csv", "json", "ndjson", "parquet", "markdown"] as const;
type Form = (typeof forms)[number];

export const queryVerb: Verb = {
  name: "query",
  summary: "runs one SELECT on the warehouse, read-only",
  usage: "colophon query SQL|FILE [--warehouse FILE] [--format csv|json|ndjson|parquet|markdown]",
  options: {
    warehouse: {type: "string", value: "FILE", describe: "the warehouse (default .colophon/warehouse.duckdb)"},
    format: {type: "string", value: "FORM", describe: `${forms.join(", ")} (default csv)`}
  },
  operands: 1,
  async run(values, [query], effects) {
    if (!query) throw new Failure("usage", "colophon query: expected SQL or a .sql file, found nothing");
    const form = (values.format ?? "csv") as Form;
    if (!forms.includes(form))
      throw new Failure("usage", `expected --format to be one of ${forms.join(", ")}, found "${form}"`);
    const [{noGuard, runPageQuery}, {warehouseOf}, {Reader}] = await Promise.all([
      import("../evidence/page-query.ts"),
      import("../site/project.ts"),
      import("../warehouse/reader.ts")
    ]);
    const reader = await Reader.open(warehouseOf(effects.cwd, values.warehouse as string | undefined));
    try {
      const table = await runPageQuery(reader, readQuery(query, effects), "query", noGuard);
      if (!values.json) effects.out(await textOf(table, form));
      return {json: {columns: table.names, rows: objects(table)}};
    } finally {
      reader.close();
    }
  }
};

function readQuery(query: string, {cwd}: Effects): string {
  if (!/\.sql$/.test(query)) return query;
  const file = resolve(cwd, query);
  if (statSync(file, {throwIfNoEntry: false})?.isFile()) return readFileSync(file, "utf8");
  throw new Failure("unreadable", `expected a query file at ${file}, found none: check the path given`);
}

async function textOf(table: PageTable, form: Form): Promise<string | Uint8Array> {
  const {csv, writers} = await import("../evidence/table-file.ts");
  const texts: Record<Form, () => Promise<string | Uint8Array> | string> = {
    csv: () => csv(table),
    json: () => `${JSON.stringify(objects(table), null, 2)}\n`,
    ndjson: () =>
      objects(table)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join(""),
    parquet: () => writers[".parquet"]!(table),
    markdown: () => markdown(table)
  };
  return texts[form]();
}

function objects({names, columns, rows}: PageTable): object[] {
  return Array.from({length: rows}, (_, r) => Object.fromEntries(names.map((name, c) => [name, columns[c]![r]])));
}

function markdown({names, columns, rows}: PageTable): string {
  const line = (cells: unknown[]) =>
    `| ${cells
      .map((cell) =>
        String(cell ?? "")
          .replaceAll("|", "\\|")
          .replaceAll("\n", " ")
      )
      .join(" | ")} |\n`;
  const body = Array.from({length: rows}, (_, r) => line(columns.map((column) => column[r])));
  return line(names) + line(names.map(() => "---")) + body.join("");
}

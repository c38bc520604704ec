import {existsSync, readFileSync, readdirSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {formats} from "../../loaders/formats/index.ts";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import type {Row} from "../../loaders/rows.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const root = join(import.meta.dirname, "..", "fixtures");

/** One row per line; bigint as its digits with an n; columns that are null left out. */
function snapshot(rows: Row[]): string {
  const text = (_key: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
  const lines = rows.map((row) => JSON.stringify("values" in row ? {...row, values: filled(row.values)} : row, text));
  return `[\n${lines.join(",\n")}\n]\n`;
}

function filled(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

/** Files below a format's folder; formats that are folders of files have them nested. */
function filesIn(folder: string): string[] {
  const names = readdirSync(folder, {recursive: true, encoding: "utf8"}) as string[];
  return names.filter((name) => !name.endsWith(".expected.json") && statSync(join(folder, name)).isFile()).sort();
}

for (const format of formats) {
  const folder = join(root, format.name);
  describe(`${format.name} fixtures`, () => {
    for (const name of filesIn(folder)) {
      it(name, () => {
        const bytes = readFileSync(join(folder, name));
        const rows = [...format.parse(sourceOf(`fixtures/${name}`, bytes))];
        assertTiles(rows, bytes.length);
        expect(recognise(`fixtures/${name}`, headOf(bytes)).format?.name).toBe(format.name);
        const expected = join(folder, `${name}.expected.json`);
        if (!existsSync(expected) && !process.env.CI) writeFileSync(expected, snapshot(rows));
        expect(snapshot(rows)).toBe(readFileSync(expected, "utf8"));
      });
    }
  });
}

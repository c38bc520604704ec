import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {formats} from "../../loaders/formats/index.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const root = join(import.meta.dirname, "..", "fixtures");
const own =
  /^(google-benchmark|nvbench|pytest-benchmark|hyperfine|criterion-.*|asv-.*|gh-benchmark-data|ncu-csv|robocache-.*)$/;

describe("benchmark files cut at any place", () => {
  for (const format of formats.filter(({name}) => own.test(name)))
    it(`${format.name} is accounted for, and what was cut is not called ignored`, () => {
      const folder = join(root, format.name);
      for (const name of readdirSync(folder).filter((file) => !file.endsWith(".expected.json"))) {
        const bytes = readFileSync(join(folder, name));
        for (let cut = 1; cut < bytes.length; cut += 13) {
          const rows = [...format.parse(sourceOf(`cut/${name}`, bytes.subarray(0, cut)))];
          assertTiles(rows, cut);
          const text = bytes.subarray(0, cut).toString("utf8");
          for (const row of rows)
            if (row.table === "unit" && row.rule === "brackets between the parts")
              expect(Buffer.from(text).subarray(row.at.start, row.at.end).toString()).toMatch(/^[\s,[\]{}]*$/);
        }
      }
    });
});

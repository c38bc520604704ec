import {describe, expect, it} from "vitest";
import {formats} from "../../loaders/formats/index.ts";
import {headOf, recognise} from "../../loaders/formats/recognise.ts";
import {starterDeclaration} from "../../loaders/formats/declared/starter.ts";
import {assertTiles, sourceOf} from "../tiling.ts";

const names = ["mllog", "mll", "mlperf-system", "llmc-log", "nanogpt-speedrun", "rl-table"];
const length = 1_000_000;
/** What makes an expression go back and forth. */
const fillings: Record<string, string> = {
  spaces: " ",
  digits: "1",
  letters: "a",
  pipes: "|",
  "carriage returns": "\r",
  escapes: "\u001b["
};
const beginnings = [
  "",
  "| a",
  "|   0  A",
  "key: value",
  "s:1 trl:",
  "step:1/2 loss:",
  ":::MLL 1.5 a",
  ":::MLLOG {",
  "Saving a to b",
  "loss: 1",
  "org: {"
];

describe("a line of a million characters", () => {
  it.each(Object.entries(fillings))("of %s takes no longer than any other", (_title, filling) => {
    for (const beginning of beginnings) {
      const bytes = Buffer.from(`${`${beginning}${filling.repeat(length / filling.length)}x\n`}`);
      const started = performance.now();
      recognise("logs/a.txt", headOf(bytes));
      starterDeclaration("logs/a.txt", headOf(bytes));
      for (const format of formats.filter(({name}) => names.includes(name)))
        assertTiles(format.parse(sourceOf("logs/a.txt", bytes)), bytes.length);
      expect([beginning, performance.now() - started < 5000]).toEqual([beginning, true]);
    }
  });
});

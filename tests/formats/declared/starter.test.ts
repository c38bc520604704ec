import {describe, expect, it} from "vitest";
import type {FormatDeclaration} from "../../../loaders/formats/declared/declaration.ts";
import {declaredFormats} from "../../../loaders/formats/declared/index.ts";
import {starterDeclaration} from "../../../loaders/formats/declared/starter.ts";
import {headOf} from "../../../loaders/formats/recognise.ts";
import type {FactRow} from "../../../loaders/rows.ts";
import {sourceOf} from "../../tiling.ts";

const starter = (text: string, path = "logs/run 1.txt") => starterDeclaration(path, headOf(Buffer.from(text)));

/** The declaration as JavaScript reads it when it is pasted. */
function pasted(text: string): FormatDeclaration {
  return new Function(`return ${text}`)() as FormatDeclaration;
}

const repeat = (make: (n: number) => string) => [...Array(5).keys()].map((n) => `${make(n)}\n`).join("");

const cases: [string, string, object[]][] = [
  [
    "words and numbers",
    `starting up\n${repeat((n) => `step ${n} loss 2.${n}`)}`,
    [{step: 4, name: "loss", value: 2.4}]
  ],
  [
    "key=value with units, brackets and a time",
    repeat(
      (n) => `[2026-01-01 10:00:0${n},123] [Epoch 1/9] iter: ${n}/10 loss=1e-0${n}, train/acc = 5${n}% (12.${n}ms)`
    ),
    [
      {step: 4, epoch: 1, name: "loss", value: 1e-4},
      {step: 4, epoch: 1, name: "acc", split: "train", value: 54, unit_name: "%"}
    ]
  ],
  [
    "colours and progress bars",
    repeat((n) => `\u001b[32m 0%\r100% it ${n} | val_loss: .${n}5 | lr +3e-4\u001b[0m`),
    [
      {step: 4, split: "val", name: "loss", value: 0.45},
      {step: 4, name: "lr", value: 3e-4}
    ]
  ],
  [
    "characters with a meaning",
    repeat((n) => `a/b*c? (x+y) step:${n} {"loss": ${n}.5} \\ ^$`),
    [{step: 4, value: 4.5}]
  ],
  [
    "a group's reserved word",
    repeat((n) => `step ${n} time ${n}.5 split 3`),
    [{name: "time_value"}, {name: "split_value"}]
  ],
  ["one name twice", repeat((n) => `step ${n} loss 1.${n} loss 2.${n}`), [{value: 1.4}, {name: "loss_2", value: 2.4}]]
];

describe("starterDeclaration(path, head)", () => {
  it.each(cases)("of %s reads their last line when pasted", (_title, text, expected) => {
    const declaration = pasted(starter(text)!);
    const [format] = declaredFormats([declaration]);
    expect(format!.detect("logs/run 1.txt", headOf(Buffer.from(text)))).toBe(1);
    const metrics = [...format!.parse(sourceOf("logs/run 1.txt", text))].filter(
      (row): row is FactRow => row.table === "metric"
    );
    expect(metrics).toHaveLength(5 * expected.length);
    expect(metrics.slice(-expected.length).map(({values}) => values)).toMatchObject(expected);
  });

  it("is of the most frequent line", () =>
    expect(starter(`epoch 1 done in 3\nepoch 2 done in 4\n${repeat((n) => `step ${n} loss ${n}`)}`)).toBe(
      String.raw`{name: "run-1", match: "logs/run 1.txt", line: /step\s+(?<step>[-+.\w]+)\s+loss\s+(?<loss>[-+.\w]+)/}`
    ));

  it.each([
    ["prose", "This is a text.\nIt has no numbers.\nAt all.\n"],
    ["numbers without names", "1 2 3\n4 5 6\n"],
    ["lines that never repeat", "loss 1\naccuracy 2 at 3\n"],
    ["steps alone", repeat((n) => `step ${n}`)]
  ])("is none for %s", (_title, text) => expect(starter(text)).toBeNull());
});

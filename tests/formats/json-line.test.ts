import {describe, expect, it} from "vitest";
import {JsonLineReader, type JsonLine} from "../../loaders/formats/json-line.ts";
import {numberInText, readNumber} from "../../loaders/formats/json-number.ts";
import {seeded} from "../seeded.ts";

const read = (text: string): JsonLine => new JsonLineReader().read(text);
const leaves = (text: string) => read(text).leaves.map(({path, value, raw}) => [path, value, raw]);
const mends = (text: string) => read(text).mends.map(({kind, before, after}) => [kind, before, after]);

describe("JsonLineReader.read(text)", () => {
  it("joins keys and indices with /", () =>
    expect(leaves('{"a":{"b":1},"c":[{"d":true},null]}')).toEqual([
      ["a/b", 1, null],
      ["c/0/d", true, null],
      ["c/1", null, null]
    ]));
  it("keeps an array of scalars whole", () => {
    const {items, kind} = read('{"a":[1, 2.50, "x"]}').leaves[0]!;
    expect(kind).toBe("array");
    expect(items!.map(({value, raw}) => [value, raw])).toEqual([
      [1, null],
      [2.5, "2.50"],
      ["x", null]
    ]);
  });
  it("keeps empty objects and arrays as leaves", () =>
    expect(read('{"a":{},"b":[]}').leaves.map(({path, kind}) => [path, kind])).toEqual([
      ["a", "object"],
      ["b", "array"]
    ]));
  it("reads an empty object", () => expect(read("{}").leaves).toEqual([]));

  it.each(["NaN", "nan", "NAN", "Infinity", "-Infinity", "inf", "-inf", "+Inf", "INFINITY"])(
    "keeps %s as a number",
    (token) => {
      const {
        leaves: [leaf],
        mends: [mend]
      } = read(`{"a":${token}}`);
      const value = /nan/i.test(token) ? NaN : token.startsWith("-") ? -Infinity : Infinity;
      expect(leaf!.value).toBe(value);
      expect(mend!.kind).toBe("non-finite number");
      expect(JSON.parse(read(`{"a":${token}}`).json())).toEqual({a: String(value)});
    }
  );

  it.each([
    ["1.5", null],
    ["1.50", "1.50"],
    ["1e-3", "1e-3"],
    ["1e-7", null],
    ["0.0000001", "0.0000001"],
    ["-0", null],
    ["-0.0", "-0.0"],
    ["0.1", null],
    ["0.10000000000000001", "0.10000000000000001"],
    ["0.30000000000000004", null],
    ["123456789012345", null],
    ["100000000000000000000000", "100000000000000000000000"],
    ["9007199254740991", null],
    ["9007199254740993", "9007199254740993"],
    ["1e400", "1e400"]
  ])("keeps the text of %s as %s", (text, raw) => expect(read(`{"a":${text}}`).leaves[0]!.raw).toBe(raw));

  it("keeps integers beyond 2^53 exactly", () =>
    expect(read('{"a":9223372036854775807,"b":-9007199254740993}').leaves.map(({value}) => value)).toEqual([
      9223372036854775807n,
      -9007199254740993n
    ]));

  it("keeps the last value of a repeated key and says so", () => {
    expect(leaves('{"a":1,"b":2,"a":3}')).toEqual([
      ["b", 2, null],
      ["a", 3, null]
    ]);
    expect(mends('{"a":1,"b":2,"a":3}')).toEqual([["duplicate key", "a: 1", "a: 3"]]);
  });
  it("drops all leaves of a repeated object but the last", () =>
    expect(leaves('{"a":{"x":1,"y":2},"a":{"z":3}}')).toEqual([["a/z", 3, null]]));
  it("finds the same repeats on every line of a shape", () => {
    const reader = new JsonLineReader();
    for (let i = 0; i < 3; i++) expect(reader.read(`{"a":${i},"a":${i + 1}}`).mends).toHaveLength(1);
  });
  it("does not take equal keys of different objects for repeats", () =>
    expect(mends('{"a":{"x":1},"b":{"x":2}}')).toEqual([]));

  it("mends a raw control character", () => {
    expect(leaves('{"a":"x\ty"}')).toEqual([["a", "x\ty", null]]);
    expect(JSON.parse(read('{"a":"x\ty"}').json())).toEqual({a: "x\ty"});
  });
  it("mends half a surrogate pair", () => {
    expect(leaves('{"a":"\\ud83d","b":"\\ud83d\\ude00"}')).toEqual([
      ["a", "\ufffd", null],
      ["b", "😀", null]
    ]);
    expect(read('{"a":"\\ud83d"}').json()).toBe('{"a":"\ufffd"}');
  });

  it("shares one shape between lines with the same keys", () => {
    const reader = new JsonLineReader();
    const [a, b, c] = ['{"a":1,"b":2}', '{"a":1}', '{"a":3,"b":4}'].map((text) => reader.read(text).shape);
    expect(a).toBe(c);
    expect(a).not.toBe(b);
  });

  it.each([
    ["[1]", 'expected an object at column 1, found "["'],
    ["", "expected an object at column 1, found the end"],
    ['{"a":1', 'expected "," or "}" at column 7, found the end'],
    ['{"a":"x', "expected a closing double quote at column 8, found the end"],
    ['{"a":"x\\', "expected a closing double quote at column 9, found the end"],
    ['{"a":"\\q"}', 'expected a string with valid escapes at column 6, found "\\""'],
    ['{"a":01}', 'expected a number at column 6, found "0"'],
    ['{"a":1.}', 'expected a number at column 6, found "1"'],
    ['{"a":1,}', 'expected a key in double quotes at column 8, found "}"'],
    ["{'a':1}", 'expected a key in double quotes at column 2, found "\'"'],
    ['{"a":nano}', 'expected a value at column 6, found "n"'],
    ['{"a":1} {', 'expected nothing behind the object at column 9, found "{"'],
    [`{"a":${"[".repeat(200)}`, "nested deeper than 128 levels"]
  ])("refuses %s", (text, message) => expect(() => read(text)).toThrow(message));

  it("agrees with JSON.parse on random objects", () => {
    const random = seeded(5);
    const value = (depth: number): unknown => {
      const kind = random.integer(0, depth > 3 ? 4 : 6);
      if (kind === 5) return Array.from({length: random.integer(0, 4)}, () => value(depth + 1));
      if (kind === 6)
        return Object.fromEntries(Array.from({length: random.integer(0, 4)}, (_, i) => [`k${i}`, value(depth + 1)]));
      return [null, true, random.uniform(-1e6, 1e6), random.integer(-1e6, 1e6), 'a "b" \\ \u0001 é 😀'][kind];
    };
    for (let n = 0; n < 500; n++) {
      const object = {v: value(0), w: value(0)};
      const text = JSON.stringify(object, null, random.integer(0, 1));
      const line = read(text);
      expect(JSON.parse(line.json())).toEqual(object);
      for (const leaf of line.leaves)
        if (leaf.kind !== "array" && leaf.kind !== "object")
          expect(leaf.value).toEqual(JSON.parse(text.slice(leaf.start, leaf.end)));
    }
  });
});

const shortest = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

describe("readNumber(text, start)", () => {
  it("keeps the text exactly where it is not the shortest of its double", () => {
    const random = seeded(6);
    for (let n = 0; n < 2000; n++) {
      const value = random.anyFloat32() * 10 ** random.integer(-20, 20);
      const text = random
        .pick([
          String(value),
          value.toPrecision(random.integer(1, 20)),
          value.toExponential(random.integer(0, 18)),
          value.toFixed(random.integer(0, 10))
        ])
        .replace("e+", "e");
      const token = readNumber(text, 0)!;
      expect([token.end, token.raw]).toEqual([text.length, shortest(Number(text)) === text ? null : text]);
      expect(Number(token.value)).toBe(Number(text));
    }
  });
});

describe("numberInText(text)", () => {
  it.each([
    ["0.5", 0.5],
    ["1e-3", 0.001],
    ["-2", -2],
    ["NaN", NaN],
    ["-inf", -Infinity]
  ])("%s is a number", (text, value) => expect(numberInText(text)!.value).toBe(value));
  it.each(["", "007", "1 ms", "0x10", "1e999", "nano", "1,5", " 1"])("%j is none", (text) =>
    expect(numberInText(text)).toBeNull()
  );
});

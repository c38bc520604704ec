import {describe, expect, it} from "vitest";
import {Failure} from "../../../loaders/failure.ts";
import {GuardedMatch, longestMatched} from "../../../loaders/formats/declared/guarded-match.ts";
import {declaredFormats} from "../../../loaders/formats/declared/index.ts";
import {lineFormat} from "../../../loaders/formats/declared/line-format.ts";
import {assertTiles, sourceOf} from "../../tiling.ts";

const evil = /^(?<loss>(\d+)+)x$/;
const stuck = `${"1".repeat(40)}y`;

describe("GuardedMatch", () => {
  it("gives the groups of every text in order", () => {
    const guard = new GuardedMatch(/a(?<n>\d)?/, 1000);
    const {found, stuckAt} = guard.match(["a1", "b", "a"]);
    expect(stuckAt).toBeNull();
    expect(found.map((groups) => groups && {...groups})).toEqual([{n: "1"}, null, {n: undefined}]);
  });

  it("is the same however often it is asked, whatever the flags", () => {
    const guard = new GuardedMatch(/A/gi, 1000);
    for (let i = 0; i < 3; i++) expect(guard.match(["a"]).found).toHaveLength(1);
    expect(guard.match(["a"]).found[0]).not.toBeNull();
  });

  it("ends an expression that takes exponential time, and says at which text", () => {
    const started = performance.now();
    const guard = new GuardedMatch(evil, 200);
    expect(guard.match(["1x", "2x", stuck, "3x"])).toMatchObject({stuckAt: 2});
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("has one budget for all calls", () => {
    const guard = new GuardedMatch(evil, 200);
    guard.match([stuck]);
    const started = performance.now();
    expect(guard.match([stuck]).stuckAt).toBe(0);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("a declared line", () => {
  const declaration = {name: "mine", match: "*.log", line: evil};
  const format = lineFormat(declaration, () => 200);

  it("fails by a Failure that names pattern, place and remedy", () => {
    const parse = () => [...format.parse(sourceOf("logs/a.log", `12x\n${stuck}\n`))];
    expect(parse).toThrow(Failure);
    expect(parse).toThrow(
      /expected \/\^\(\?<loss>\(\\d\+\)\+\)x\$\/ of declared:mine to be matched within 0\.2 s, found it still busy at logs\/a\.log:2, "1111.*write it without one/
    );
  });

  it("does not match lines longer than the limit, which are rejected", () => {
    const bytes = Buffer.from(`${"1".repeat(longestMatched + 1)}x\n12x\n`);
    const rows = [...declaredFormats([declaration])[0]!.parse(sourceOf("logs/a.log", bytes))];
    assertTiles(rows, bytes.length);
    expect(rows[0]).toMatchObject({
      outcome: "rejected",
      reason: expect.stringContaining("longer than 65536") as string
    });
    expect(rows.filter(({table}) => table === "metric")).toHaveLength(1);
  });

  it("is told by a path expression that is guarded as well", () => {
    const [slow] = declaredFormats([{name: "slow", match: /^(a+)+$/, line: /(?<loss>\d)/}]);
    const started = performance.now();
    expect(() => slow!.detect(`${"a".repeat(60)}.log`, {text: "", bytes: new Uint8Array(), lines: []})).toThrow(
      "declared:slow"
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

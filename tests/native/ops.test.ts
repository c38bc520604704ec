import {readFileSync, readdirSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {getBackend, getOp, ops} from "../../native/index.ts";

describe("ops", () => {
  it("is the list of what there is", () => {
    expect(ops.map(({name}) => name)).toEqual(["resample", "fuse", "voxelize"]);
  });
  it.each(ops.map((op) => [op.name, op] as const))("%s is declared in full", (name, op) => {
    expect(op.summary).not.toBe("");
    expect(getOp(name)).toBe(op);
    expect(getBackend(name, "js").name).toBe("js");
    for (const {dtypes, axes} of [...op.inputs, ...op.outputs]) {
      expect(dtypes.length).toBeGreaterThan(0);
      expect(axes.length).toBeGreaterThan(0);
    }
    const results = op.outputs.flatMap(({dtypes}) => [...dtypes]);
    expect(Object.keys(op.tolerance).sort()).toEqual([...new Set(results)].sort());
  });
});

describe("cost(axes)", () => {
  it("of resample counts no more source rows than the targets can read", () => {
    const {cost} = getOp("resample");
    expect(cost({B: 2, S: 10, T: 3, D: 4}, "float32")).toEqual({
      bytes: 2 * ((6 + 3) * 4 * 4 + (10 + 3) * 8),
      flops: 2 * 3 * (3 * 4 + 4)
    });
    expect(cost({B: 1, S: 10, T: 100, D: 4}, "bfloat16").bytes).toBe((10 + 100) * 4 * 2 + 110 * 8);
  });
  it("of fuse counts the targets' times once", () => {
    const [one, two] = [1, 2].map((K) => getOp("fuse").cost({K, B: 1, S: 5, T: 3, D: 2}, "float32"));
    expect(one).toEqual(getOp("resample").cost({B: 1, S: 5, T: 3, D: 2}, "float32"));
    expect(two).toEqual({bytes: 2 * one!.bytes - 3 * 8, flops: 2 * one!.flops});
  });
  it("of voxelize counts points, features and the grid", () => {
    const {cost} = getOp("voxelize");
    expect(cost({N: 10, F: 0, X: 2, Y: 3, Z: 4}, "float32")).toEqual({bytes: 120 + 96, flops: 90});
    expect(cost({N: 10, F: 2, X: 2, Y: 3, Z: 4}, "float32")).toEqual({bytes: 120 + 80 + 192, flops: 110});
  });
});

describe("native/", () => {
  it("is entered by native/index.ts only", () => {
    const root = new URL("../../", import.meta.url);
    const files = ["loaders", "src"].flatMap((folder) =>
      readdirSync(new URL(folder, root), {recursive: true, encoding: "utf8"}).map((name) => `${folder}/${name}`)
    );
    const doors = files
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => [...readFileSync(new URL(name, root), "utf8").matchAll(/from "[./]+\/(native\/[^"]+)"/g)])
      .map(([, path]) => path);
    expect(new Set(doors)).toEqual(new Set(["native/index.ts"]));
  });
});

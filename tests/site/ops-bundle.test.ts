import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {describe, expect, it} from "vitest";
import {libraryVersion} from "../../loaders/site/libraries.ts";
import * as native from "../../native/browser.ts";
import {resampleSync, tensor, voxelizeSync} from "../../native/index.ts";
import type {Ops} from "../../src/components/resample-example.ts";
import {smallProject} from "./small-project.ts";

const text = ["---", "title: Ops", "---", "# Ops", "```js", 'import {ops} from "npm:colophon/ops";', "```"].join("\n");
const declared: Ops = native;

describe("npm:colophon/ops", () => {
  const x = tensor("float32", [1, 3, 1], Float32Array.of(0.1, 7, -3));
  const s = tensor("float64", [1, 3], Float64Array.of(0, 1, 3));
  const t = tensor("float64", [1, 4], Float64Array.of(-1, 0.3, 1, 2.9));

  it("is what the components are told it is", () => {
    expect(Object.keys(declared).sort()).toEqual(
      ["backendName", "ops", "outsideModes", "voxelModes", "tensor", "toBfloat16", "fromBfloat16"]
        .concat(["resample", "fuse", "voxelize", "stencilOf", "cellsOf"])
        .sort()
    );
  });

  it("gives the bits of the js backend", () => {
    const y = native.resample(x, s, t, {outside: "linear"});
    expect(y).toEqual(resampleSync(x, s, t, {outside: "linear", backend: "js"}).y);
    const points = tensor("float32", [2, 3], Float32Array.of(0.5, 0.5, 0.5, 3, 0, 0));
    const geometry = {origin: [0, 0, 0], size: 1, shape: [2, 1, 1], mode: "count"} as const;
    const {grid, dropped} = voxelizeSync(points, null, {...geometry, backend: "js"});
    expect(native.voxelize(points, null, geometry)).toEqual({grid, dropped});
    expect([...native.cellsOf(points, geometry)]).toEqual([0, -1]);
  });

  it("is bundled from them, free of eval and of what only Node has", async () => {
    const {root} = await smallProject({"src/index.md": text}).stage();
    expect(libraryVersion(root, "colophon")).toBeUndefined();
    const file = join(root, ".observablehq/cache/_npm/colophon@0.0.0/ops._esm.js");
    const bundle = readFileSync(file, "utf8");
    expect(bundle).not.toMatch(/\beval\(|new Function|node:|require\(|import\s*[({"']/);
    const shipped = (await import(pathToFileURL(file).href)) as Ops;
    expect(Object.keys(shipped).sort()).toEqual(Object.keys(native).sort());
    expect(shipped.resample(x, s, t).data).toEqual(native.resample(x, s, t).data);
  });

  it("is in a site only where a page asks for it", async () => {
    const bundled = async (page: string): Promise<string[]> => {
      const project = smallProject({"src/index.md": page});
      await project.build();
      return readdirSync(project.out, {recursive: true, encoding: "utf8"}).filter((name) => name.includes("colophon@"));
    };
    expect(await bundled("# Nothing")).toEqual([]);
    expect((await bundled(text)).some((name) => name.endsWith(".js"))).toBe(true);
  });
});

import {describe, expect, it} from "vitest";
import {rotationParts} from "../../loaders/files/rotation.ts";

const parts = (...paths: string[]): Record<string, string> =>
  Object.fromEntries([...rotationParts(paths)].map(([path, {of, order}]) => [path, `${of} ${order}`]));

describe("rotationParts(paths)", () => {
  it("numbers the files of a rotated log, the live one 0", () =>
    expect(parts("a/m.ndjson", "a/m.ndjson.1", "a/m.ndjson.2.gz", "a/m.ndjson.10.zst", "a/n.ndjson")).toEqual({
      "a/m.ndjson": "a/m.ndjson 0",
      "a/m.ndjson.1": "a/m.ndjson 1",
      "a/m.ndjson.2.gz": "a/m.ndjson 2",
      "a/m.ndjson.10.zst": "a/m.ndjson 10"
    }));

  it("takes no number for a rotation without the live file beside it", () => expect(parts("m.1", "m.2")).toEqual({}));
  it("takes ranks for ranks", () => expect(parts("log", "log.0", "log.1")).toEqual({}));
  it("keeps folders apart", () => expect(parts("a/m", "b/m.1")).toEqual({}));
  it("takes no version for a rotation", () => expect(parts("v1", "v1.01", "v1.0.1", "v1.1234")).toEqual({}));
});

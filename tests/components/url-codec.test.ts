import {describe, expect, it} from "vitest";
import {flag, list, number, readSettings, sorting, text, writeSettings} from "../../src/components/url-codec.ts";

const codecs = {
  x: text("step", ["step", "time"]),
  log: flag(),
  smoothing: number(0, {min: 0, max: 0.99}),
  runs: list(),
  order: sorting()
};
const fallbacks = {x: "step", log: false, smoothing: 0, runs: [], order: {sort: null, descending: false}};

describe("readSettings(codecs, query)", () => {
  it("takes the fallbacks from an empty address", () => expect(readSettings(codecs, "")).toEqual(fallbacks));
  it("reads what is there", () =>
    expect(readSettings(codecs, "?x=time&log=1&smoothing=0.5&runs=a.1,b.2&order=-loss")).toEqual({
      x: "time",
      log: true,
      smoothing: 0.5,
      runs: ["a.1", "b.2"],
      order: {sort: "loss", descending: true}
    }));
  it.each(["?x=<script>", "?log=yes", "?smoothing=2", "?smoothing=NaN", "?smoothing=", "?unknown=1", "?%E0%A4%A"])(
    "ignores %s",
    (query) => expect(readSettings(codecs, query)).toEqual(fallbacks)
  );
  it("cuts a list that is too long", () => {
    const many = Array.from({length: 500}, (_, i) => `r${i}`).join(",");
    expect(readSettings({runs: list([], 3)}, `?runs=${many}`).runs).toEqual(["r0", "r1", "r2"]);
  });
});

describe("writeSettings(codecs, values, query)", () => {
  it("leaves fallbacks out", () => expect(writeSettings(codecs, fallbacks, "?log=1")).toBe(""));
  it("keeps what others wrote", () =>
    expect(writeSettings(codecs, {...fallbacks, log: true}, "?at=a:1")).toBe("?at=a%3A1&log=1"));
  it("comes back as it was, commas and all", () => {
    const values = {...fallbacks, runs: ["a,b", "c~1d", "é&="], order: {sort: "loss", descending: true}};
    expect(readSettings(codecs, writeSettings(codecs, values, ""))).toEqual(values);
  });
});

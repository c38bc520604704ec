import {describe, expect, it} from "vitest";
import {byLog} from "../../src/components/quality-runs.ts";

const part = (run_id: string, name: string, line: number, more = {}) => ({
  ...{path: "logs/a.ndjson", run_id, name, segment: 1, restarted: false, shared: false, line},
  ...{part_path: "logs/a.ndjson", part_line: line, part_evidence: `aa:${line}`, ...more}
});

describe("byLog(rows)", () => {
  it("puts the segments of a log into one row, with the line at which each begins", () => {
    const [log, ...others] = byLog([
      part("r1", "a", 1, {restarted: true}),
      part("r2", "a#2", 4, {restarted: true, shared: true}),
      part("r3", "a#3", 9, {restarted: true})
    ]);
    expect(others).toEqual([]);
    expect(log?.what).toBe("restarts and several writers");
    expect(log?.parts.map(({line}) => line)).toEqual([1, 4, 9]);
  });

  it("keeps other runs of a file apart", () => {
    expect(byLog([part("r1", "a", 1), part("r2", "b", 2)]).map(({name}) => name)).toEqual(["a", "b"]);
  });
});

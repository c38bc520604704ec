import {describe, expect, it} from "vitest";
import {chooseAxis, positionAlong, timeUnit} from "../../src/components/run-axis.ts";
import type {CurvePoint, LoggedAxes} from "../../src/components/run-axis.ts";

const point = (at: Partial<CurvePoint>): CurvePoint => ({
  step: null,
  epoch: null,
  time: null,
  value: 1,
  nonfinite: null,
  value_evidence: "a:1",
  ...at
});
const logged = (axes: string): LoggedAxes => ({
  has_step: axes.includes("s"),
  has_epoch: axes.includes("e"),
  has_time: axes.includes("t")
});

describe("chooseAxis(asked, curves)", () => {
  it("takes what was asked for where any curve has it", () => {
    expect(chooseAxis("epoch", [logged("s"), logged("se")])).toBe("epoch");
  });

  it("otherwise takes the axis that most curves were logged with", () => {
    expect(chooseAxis(null, [logged("st"), logged("et"), logged("et")])).toBe("relative");
    expect(chooseAxis("wall", [logged("e"), logged("e"), logged("s")])).toBe("epoch");
  });

  it("prefers the step where several axes have as many", () => {
    expect(chooseAxis(null, [logged("set")])).toBe("step");
  });

  it("gives null where only the order is known", () => {
    expect(chooseAxis("step", [logged("")])).toBeNull();
    expect(chooseAxis(null, [])).toBeNull();
  });
});

describe("timeUnit(span)", () => {
  it.each([
    [0, "s"],
    [90_000, "s"],
    [120_000, "min"],
    [3_600_000, "min"],
    [7_200_000, "h"],
    [200_000_000, "d"]
  ])("%d ms reads in %s", (span, name) => {
    expect(timeUnit(span).name).toBe(name);
  });
});

describe("positionAlong(point, axis, began, unit)", () => {
  const began = new Date("2026-03-01T00:00:00Z");
  const minutes = timeUnit(600_000);

  it("is the step or the epoch", () => {
    expect(positionAlong(point({step: 7, epoch: 0.5}), "step", began, minutes)).toBe(7);
    expect(positionAlong(point({step: 7, epoch: 0.5}), "epoch", began, minutes)).toBe(0.5);
  });

  it("counts relative time from the start of the run, in the unit", () => {
    const late = point({time: new Date("2026-03-01T00:01:30Z")});
    expect(positionAlong(late, "relative", began, minutes)).toBe(1.5);
    expect(positionAlong(late, "relative", null, minutes)).toBeNull();
  });

  it("is negative before the start, which is no error of the reader's", () => {
    expect(positionAlong(point({time: new Date("2026-02-28T23:59:00Z")}), "relative", began, minutes)).toBe(-1);
  });

  it("is null without a time", () => {
    expect(positionAlong(point({step: 1}), "wall", began, minutes)).toBeNull();
    expect(positionAlong(point({step: 1}), "relative", began, minutes)).toBeNull();
  });
});

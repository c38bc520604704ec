import {describe, expect, it} from "vitest";
import {timelineGrid} from "../../src/components/timeline-grid.ts";
import {timelineSvg} from "../../src/components/timeline-svg.ts";
import type {TimelineRow} from "../../src/components/timeline-grid.ts";

const dates: Record<string, string> = {a: "2025-09-07", b: "2025-10-05", c: "2025-10-06"};
const row = (capability: string, audit_id: string, status: string | null): TimelineRow => ({
  capability,
  audit_id,
  date: dates[audit_id] ?? null,
  status,
  evidence: `${audit_id}:1`
});

const rows = [
  row("Data", "c", "partial"),
  row("Data", "a", "partial"),
  row("Data", "b", "implemented"),
  row("Models", "a", "stubbed"),
  row("Models", "c", "partial"),
  row("Security", "a", "partial"),
  row("Security", "b", "partial"),
  row("Security", "c", "unknown")
];

describe("timelineGrid(rows)", () => {
  const grid = timelineGrid(rows);
  const moves = Object.fromEntries(
    grid.lines.map((line) => [line.capability, line.cells.map((cell) => cell && cell.move)])
  );

  it("orders audits by date", () => expect(grid.audits.map((audit) => audit.audit_id)).toEqual(["a", "b", "c"]));
  it("says what rises and falls", () => expect(moves.Data).toEqual([null, "rises", "falls"]));
  it("compares with the last audit that spoke", () => {
    expect(moves.Models).toEqual([null, null, "rises"]);
    expect(grid.lines.find((line) => line.capability === "Models")?.cells[2]?.before?.audit.audit_id).toBe("a");
  });
  it("leaves silence empty", () =>
    expect(grid.lines.find((line) => line.capability === "Models")?.cells[1]).toBeNull());
  it("sees no move into a status without a rank", () => expect(moves.Security).toEqual([null, null, null]));
  it("puts the latest falls first", () =>
    expect(grid.lines.map((line) => line.capability)).toEqual(["Data", "Models", "Security"]));
  it("counts moves per audit", () =>
    expect(grid.moves).toEqual([
      {rises: 0, falls: 0},
      {rises: 1, falls: 0},
      {rises: 1, falls: 1}
    ]));
  it("keeps the order given where asked", () => {
    const given = timelineGrid([row("Z", "a", "partial"), ...rows], "given");
    expect(given.lines[0]?.capability).toBe("Z");
  });
  it("puts audits without a date last", () => {
    const found = timelineGrid([row("Z", "undated", "partial"), ...rows]);
    expect(found.audits.at(-1)?.audit_id).toBe("undated");
  });
});

describe("timelineSvg(grid)", () => {
  const svg = timelineSvg(timelineGrid([...rows, row("<script>&", "b", "partial")]));
  it("draws a box for every capability and audit", () => expect(svg.match(/<rect [^>]*rx="3"/g)).toHaveLength(12));
  it("hatches silence", () => expect(svg.match(/url\(#silent\)/g)).toHaveLength(3));
  it("has an arrow for every move", () => expect(svg.match(/[↗↘]/g)).toHaveLength(3));
  it("runs nothing", () => {
    expect(svg).not.toContain("<script");
    expect(svg).toContain("&#60;script&#62;&#38;");
  });
});

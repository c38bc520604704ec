import {describe, expect, it} from "vitest";
import {dateInName, findDate, timestampsIn} from "../../../loaders/formats/status-report/dates.ts";

describe("findDate(text)", () => {
  it.each([
    ["Status Update (2025-09-07)", "2025-09-07", "2025-09-07"],
    ["Status (2025\u201109\u201107)", "2025-09-07", "2025\u201109\u201107"],
    ["Last Updated: November 7, 2025", "2025-11-07", "November 7, 2025"],
    ["on 7 Nov 2025.", "2025-11-07", "7 Nov 2025"],
    ["2025-10-20 04:06:01 UTC", "2025-10-20", "2025-10-20"]
  ])("finds the date of %s", (text, date, raw) => expect(findDate(text)).toEqual({date, raw}));

  it.each([
    "Phase 12 6, Previous Cycle",
    "2025-02-30",
    "12025-09-07",
    "<YYYY-MM-DD>",
    "Version 7, 2025",
    "Foo 7, 2025",
    ""
  ])("finds none in %s", (text) => expect(findDate(text)).toBeNull());
});

describe("dateInName(path)", () => {
  it.each([
    ["a/status_update-2025-09-07.md", "2025-09-07"],
    ["status_2025-12-14.md", "2025-12-14"],
    ["daily_2025_11_16.md", "2025-11-16"],
    ["report_20251020_040601.md", "2025-10-20"],
    ["report-(2025-12-06).md", "2025-12-06"],
    ["update-2026-03-17_03-58-06.json", "2026-03-17"],
    ["update-2025-11-04-22_25Z-UTC_auto-debug.json", "2025-11-04"],
    ["update-0D_base_-2025-10-10.md", "2025-10-10"],
    ["update-2025-10-05_followthrough.md", "2025-10-05"]
  ])("reads %s", (path, date) => expect(dateInName(path)?.date).toBe(date));

  it.each([
    "update_{{date}}.md",
    "TEMPLATE.md",
    "2025-10-06/report.md",
    "a20251020b.md",
    "2025-13-01.md",
    "000_6ed99c0575313595.txt"
  ])("finds none in %s", (path) => expect(dateInName(path)).toBeNull());
});

describe("timestampsIn(cell)", () => {
  it("gives later stamps the day of the first", () =>
    expect(timestampsIn("2025-09-10T05:45:43Z; 08:01:19Z").map(({utc}) => utc)).toEqual([
      "2025-09-10 05:45:43.000",
      "2025-09-10 08:01:19.000"
    ]));

  it("keeps unexpanded shell text as it is", () =>
    expect(timestampsIn("2025-09-10 (timestamp $ts)")).toEqual([
      {utc: null, raw: "2025-09-10 (timestamp $ts)", zoned: false}
    ]));
});

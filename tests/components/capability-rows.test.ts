import {describe, expect, it} from "vitest";
import {bySubject, timelineRows} from "../../src/components/capability-rows.ts";
import type {CapabilityRow} from "../../src/components/capability-rows.ts";

const row = (change: Partial<CapabilityRow>): CapabilityRow => ({
  row_name: "Data handling",
  capability: "data_handling",
  audit_id: "a",
  subject_key: "",
  subject: null,
  date: new Date("2025-10-05T00:00:00Z"),
  date_from: "title",
  path: "a.md",
  status: "partial",
  status_raw: "Partially",
  evidence: "a:1",
  ...change
});

describe("timelineRows(rows)", () => {
  it("takes an audit's last ranked word on a capability", () => {
    const rows = [
      row({status: "stubbed", evidence: "a:1"}),
      row({evidence: "a:2"}),
      row({status: "unknown", status_raw: "see notes", evidence: "a:3"})
    ];
    expect(timelineRows(rows).map(({status, evidence}) => [status, evidence])).toEqual([["partial", "a:2"]]);
  });

  it("keeps a word that nobody has mapped where it is the only one", () => {
    expect(timelineRows([row({status: "unknown", status_raw: "see notes"})])).toHaveLength(1);
  });

  it("leaves out audits without a date and rows without a status", () => {
    expect(timelineRows([row({date: null}), row({status: "unknown", status_raw: null})])).toEqual([]);
  });

  it("names an audit by its path and its day", () => {
    expect(timelineRows([row({})])[0]).toMatchObject({
      capability: "Data handling",
      audit_id: "a.md",
      date: "2025-10-05"
    });
  });
});

describe("bySubject(rows)", () => {
  it("puts audits of different things apart, the largest first", () => {
    const rows = [
      row({subject_key: "x", subject: "x"}),
      row({subject_key: "y", subject: "Y"}),
      row({subject_key: "y"})
    ];
    expect(bySubject(rows).map(({subject, rows: own}) => [subject, own.length])).toEqual([
      ["Y", 2],
      ["x", 1]
    ]);
  });
});

import {describe, expect, it} from "vitest";
import {
  boldLead,
  colonLead,
  marksOf,
  plain,
  unnumbered,
  withoutMarks
} from "../../../loaders/formats/status-report/markup.ts";
import {cellsOf, isDelimiter} from "../../../loaders/formats/status-report/table-line.ts";
import {topicOf} from "../../../loaders/formats/status-report/topic.ts";

describe("plain(text)", () => {
  it.each([
    ["**Bold** and *italic*", "Bold and italic"],
    ["**`code` in bold**", "code in bold"],
    ["`a*b*c` and `__init__.py`", "a*b*c and __init__.py"],
    ["src/*; tests/test_*", "src/*; tests/test_*"],
    ["_codex_ keeps its name", "_codex_ keeps its name"],
    ["a<br>b<br/>c", "a\nb\nc"],
    ["[text](https://example.org/a)", "text"],
    ["a \\| b", "a | b"],
    ["one ` tick", "one ` tick"],
    ["✅ **Ready** ⚠️", "✅ Ready ⚠️"]
  ])("reads %s", (text, words) => expect(plain(text)).toBe(words));
});

describe("withoutMarks(text) and marksOf(text)", () => {
  it("part words and emoji", () => {
    expect(withoutMarks("📍_codex_: Done ✅")).toBe("_codex_: Done");
    expect(marksOf("✔️/⚠️ half")).toEqual(["✔", "⚠"]);
  });
});

describe("leads", () => {
  it.each([
    ["**Seeds** – fixed", "Seeds", "fixed"],
    ["**Why:** because", "Why", "because"],
    ["*Why*: because", "Why", "because"]
  ])("boldLead(%s)", (text, title, rest) => expect(boldLead(text)).toEqual({title, rest}));

  it("colonLead takes short labels only", () => {
    expect(colonLead("Seeds: partial")).toEqual({title: "Seeds", rest: "partial"});
    expect(colonLead(`${"long ".repeat(20)}: x`)).toBeNull();
  });
});

describe("cellsOf(row)", () => {
  it.each([
    ["| a | b |", ["a", "b"]],
    ["a | b", ["a", "b"]],
    ["| `x|y` | b |", ["`x|y`", "b"]],
    ["| a \\| b | c |", ["a \\| b", "c"]],
    ["| odd ` | tick |", ["odd `", "tick"]],
    ["|  | x |", ["", "x"]]
  ])("%s", (row, cells) => expect(cellsOf(row)).toEqual(cells));
});

describe("isDelimiter(line)", () => {
  it.each(["|---|", "--- | :--:", "| :- | -: |"])("takes %s", (line) => expect(isDelimiter(line)).toBe(true));
  it.each(["---", "| a | - |", "|  |", ""])("refuses %s", (line) => expect(isDelimiter(line)).toBe(false));
});

describe("topicOf(title)", () => {
  it.each([
    ["1. Repo Map", "repo map"],
    ["2) Capability Audit Table (snapshot)", "capability"],
    ["3 High-Signal Findings", "finding"],
    ["**Atomic Diffs**", "patch"],
    ["5. Local Tests & Gates", "gate"],
    ["ML Test Score mapping", "checklist"],
    ["Evidence checklist", "checklist"],
    ["Outstanding Codex Automation Questions", "question"],
    ["Capability coverage to test markers/sessions", null],
    ["Installation", null]
  ])("%s", (title, topic) => expect(topicOf(title)).toBe(topic));

  it("strips numbers of any depth", () => expect(unnumbered("2.1.3 Dock")).toBe("Dock"));
});

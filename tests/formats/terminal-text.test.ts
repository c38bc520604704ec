import {describe, expect, it} from "vitest";
import type {Line} from "../../loaders/files/source.ts";
import {lastState, terminalText, withoutEscapes} from "../../loaders/formats/terminal-text.ts";

const line = (text: string, more: Partial<Line> = {}): Line => ({
  at: {unit: 1, line: 1, start: 0, end: 9},
  text,
  complete: true,
  overlong: false,
  bytes: text.length,
  invalidUtf8: false,
  ...more
});

describe("withoutEscapes(text)", () => {
  it.each([
    ["colours", "\u001b[1;32mloss\u001b[0m 0.5", "loss 0.5"],
    ["256 colours", "\u001b[38;5;208mloss\u001b[m", "loss"],
    ["cursor movements and erasing", "\u001b[2K\u001b[1A\u001b[?25lstep", "step"],
    ["a window title", "\u001b]0;train\u0007step 1", "step 1"],
    ["a link", "\u001b]8;;http://a\u001b\\step\u001b]8;;\u001b\\", "step"],
    ["an escape that ends nowhere", "step\u001b[", "step\u001b["],
    ["nothing", "step [32m", "step [32m"]
  ])("takes out %s", (_title, text, plain) => expect(withoutEscapes(text)).toBe(plain));
});

describe("lastState(text)", () => {
  it.each([
    ["  0%\r 50%\r100%", "100%"],
    ["100%\r", "100%"],
    ["a\rb\r   \r", "b"],
    ["\r\r", ""],
    ["plain", "plain"]
  ])("of %j", (text, state) => expect(lastState(text)).toBe(state));
});

describe("terminalText(line)", () => {
  it("says what it mended, in order", () => {
    const {text, repairs} = terminalText(
      line("\ufeff\0\0 10%\r\u001b[32mstep 1\u001b[0m\ufffd\0", {invalidUtf8: true})
    );
    expect(text).toBe("step 1\ufffd");
    expect(repairs.map(({kind}) => kind)).toEqual([
      "byte order mark",
      "invalid UTF-8",
      "NUL bytes",
      "terminal escape codes",
      "line drawn over by carriage returns"
    ]);
  });

  it("mends nothing in plain text", () => expect(terminalText(line("step 1"))).toEqual({text: "step 1", repairs: []}));
});

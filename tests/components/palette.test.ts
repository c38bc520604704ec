import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";

const css = readFileSync(join(import.meta.dirname, "..", "..", "src", "styles", "palette.css"), "utf8");
const colorsIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name = "", color = ""]) => [name, color])
  );
const [lightText = "", darkText = ""] = css.split("prefers-color-scheme: dark");
const light = colorsIn(lightText);
const dark = {...light, ...colorsIn(darkText)};

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((i) => parseInt(color.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a = "", b = ""): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const texts = ["ink", "soft", "accent", "pass", "fail", "undecided", "none"];
const statuses = ["implemented", "partial", "stubbed", "missing", "unknown"];
const series = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `series-${n}`);

describe.each([
  ["light", light],
  ["dark", dark]
])("palette, %s", (_, colors) => {
  it.each(texts)("--%s is read on paper and on wash", (name) => {
    expect(contrast(colors[name], colors.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colors[name], colors.wash)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(statuses)("the word stands out on status %s", (name) =>
    expect(contrast(colors[`on-${name}`], colors[`status-${name}`])).toBeGreaterThanOrEqual(4.5)
  );
  it("the word stands out on the hatching of silence", () => {
    expect(contrast(colors["on-silent"], colors["hatch-a"])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colors["on-silent"], colors["hatch-b"])).toBeGreaterThanOrEqual(4.5);
  });
  it("the marked value is read", () => expect(contrast(colors.ink, colors.mark)).toBeGreaterThanOrEqual(4.5));
  it.each(series)("--%s is seen on paper", (name) =>
    expect(contrast(colors[name], colors.paper)).toBeGreaterThanOrEqual(3)
  );
});

describe("palette", () => {
  it("declares every colour of the light theme for the dark one", () =>
    expect(Object.keys(light).filter((name) => !(name in colorsIn(darkText)))).toEqual([]));
});

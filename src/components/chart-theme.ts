/**
 * The colours of a chart as CSS variables, so that a drawn chart follows the theme and the printer by itself, and the
 * name of the font, which must be spelt out for measuring.
 */
export interface Theme {
  paper: string;
  ink: string;
  soft: string;
  grid: string;
  context: string;
  pass: string;
  fail: string;
  undecided: string;
  none: string;
  sans: string;
  series: readonly string[];
}

export const fontSize = 12;

/** Dashes that tell series apart after the eight colours are used up. */
const dashes = [[], [6, 3], [2, 3]];

/** Colour and dash of the n-th series. */
export function seriesStyle(theme: Theme, n: number): {color: string; dash: number[]} {
  const color = theme.series[n % theme.series.length] ?? theme.ink;
  return {color, dash: dashes[Math.floor(n / theme.series.length) % dashes.length] ?? []};
}

/** The theme for a font family. */
export function themeWith(sans: string): Theme {
  const colors = {
    paper: "var(--paper)",
    ink: "var(--ink)",
    soft: "var(--soft)",
    grid: "var(--grid)",
    context: "var(--context)",
    pass: "var(--pass)",
    fail: "var(--fail)",
    undecided: "var(--undecided)",
    none: "var(--none)"
  };
  return {...colors, sans, series: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `var(--series-${n})`)};
}

/**
 * An SVG that stands alone: every variable replaced by what `resolve` says it is. The ground of a chart is clear on the
 * page and paper in a file.
 */
export function resolveVariables(svg: string, resolve: (name: string) => string): string {
  return svg.replace(/var\((--[a-z0-9-]+)\)/g, (_, name: string) =>
    resolve(name === "--chart-paper" ? "--paper" : name)
  );
}

/** The Vega-Lite configuration of every chart: light grid, no frame, no axis line, nothing under 11 px. */
export function chartConfig(theme: Theme): Record<string, unknown> {
  const text = {font: theme.sans, fontSize};
  return {
    background: "var(--chart-paper)",
    font: theme.sans,
    view: {stroke: null},
    aria: false,
    axis: {
      aria: false,
      domain: false,
      ticks: false,
      gridColor: theme.grid,
      gridWidth: 1,
      labelColor: theme.soft,
      labelFont: theme.sans,
      labelFontSize: fontSize,
      labelPadding: 6,
      labelOverlap: "greedy",
      labelFlush: false,
      titleColor: theme.soft,
      titleFont: theme.sans,
      titleFontSize: fontSize,
      titleFontWeight: 500,
      titlePadding: 8
    },
    legend: {labelColor: theme.ink, titleColor: theme.soft, labelFontSize: fontSize, titleFontSize: fontSize},
    header: {labelColor: theme.ink, labelFontSize: fontSize, titleFontSize: fontSize},
    text: {...text, color: theme.ink},
    line: {strokeWidth: 1.75, strokeJoin: "round", strokeCap: "round"},
    point: {filled: true, size: 36},
    rule: {color: theme.ink},
    range: {category: [...theme.series]},
    mark: {color: theme.series[0]}
  };
}

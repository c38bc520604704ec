import type {Page} from "playwright-core";

/** What is wrong with how a page looks and reads, one line each; empty when nothing is. */
export async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth)
      faults.push(`the page scrolls sideways: ${root.scrollWidth} px in ${innerWidth} px`);

    const shown = (node: Element): boolean => {
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      return (
        box.width > 1 &&
        box.height > 1 &&
        style.visibility !== "hidden" &&
        style.display !== "none" &&
        Number(style.opacity) > 0
      );
    };
    const brief = (node: Element): string =>
      `<${node.tagName.toLowerCase()}${node.getAttribute("class") ? ` class="${node.getAttribute("class")}"` : ""}> ${(node.textContent ?? "").trim().slice(0, 50)}`;

    const texts: Element[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || ["SCRIPT", "STYLE", "NOSCRIPT", "OPTION"].includes(parent.tagName))
        continue;
      if (shown(parent) && !parent.closest(".skip") && !texts.includes(parent)) texts.push(parent);
    }

    const size = (node: Element): number => {
      const scale =
        node instanceof SVGGraphicsElement ? Math.abs(node.getScreenCTM()?.d || node.getScreenCTM()?.b || 1) : 1;
      return parseFloat(getComputedStyle(node).fontSize) * scale;
    };
    for (const node of texts)
      if (size(node) < 10.95) faults.push(`text of ${size(node).toFixed(1)} px: ${brief(node)}`);

    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true})!;
    const rgba = (color: string): number[] => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [r = 0, g = 0, b = 0, a = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const over = (top: number[], below: number[]): number[] =>
      [0, 1, 2].map((i) => top[i]! * top[3]! + below[i]! * (1 - top[3]!)).concat(1);
    const background = (node: Element): number[] => {
      const layers: number[][] = [];
      for (let at: Element | null = node; at; at = at.parentElement) {
        const layer = rgba(getComputedStyle(at).backgroundColor);
        if (layer[3]! > 0) layers.push(layer);
        if (layer[3] === 1) break;
      }
      return layers.reduceRight(
        (below, layer) => over(layer, below),
        rgba(getComputedStyle(document.body).backgroundColor)
      );
    };
    const luminance = ([r = 0, g = 0, b = 0]: number[]): number => {
      const [x = 0, y = 0, z = 0] = [r, g, b].map((c) =>
        c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4
      );
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    for (const node of texts) {
      if (node.closest("[disabled], [aria-disabled=true]")) continue;
      const style = getComputedStyle(node);
      const below = background(node);
      const ink = over(rgba(node instanceof SVGElement ? style.fill : style.color), below);
      const [light, dark] = [luminance(ink), luminance(below)].sort((a, b) => b - a);
      const contrast = (light! + 0.05) / (dark! + 0.05);
      if (contrast < 4.49) faults.push(`contrast ${contrast.toFixed(2)}: ${brief(node)}`);
    }

    for (const svg of document.querySelectorAll("#observablehq-main svg")) {
      const labels = [...svg.querySelectorAll("text")].filter((label) => shown(label) && label.textContent?.trim());
      const boxes = labels.map((label) => label.getBoundingClientRect());
      for (let i = 0; i < labels.length; i++)
        for (let j = i + 1; j < labels.length; j++) {
          const [a, b] = [boxes[i]!, boxes[j]!];
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 1.5 && high > 3)
            faults.push(`labels overlap: "${labels[i]!.textContent}" and "${labels[j]!.textContent}"`);
        }
    }
    for (const chart of document.querySelectorAll(
      "#observablehq-main figure .chart svg, #observablehq-main figure svg.chart"
    )) {
      const marks = chart.querySelectorAll(
        "[class*=mark-] path[d], [class*=mark-] circle, [class*=mark-] rect, [class*=mark-] line, .mark"
      );
      if (shown(chart) && marks.length === 0)
        faults.push(`a chart without marks: ${chart.getAttribute("aria-label") ?? ""}`);
    }

    for (const control of document.querySelectorAll(
      "a[href], button, input, select, textarea, summary, [tabindex='0']"
    )) {
      if (!shown(control)) continue;
      const labels = "labels" in control ? [...((control as HTMLInputElement).labels ?? [])] : [];
      const ids = control.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
      const name = [
        control.getAttribute("aria-label"),
        control.textContent,
        control.getAttribute("title"),
        ...labels.map((label) => label.textContent),
        ...ids.map((id) => document.getElementById(id)?.textContent)
      ];
      if (!name.some((text) => text?.trim()))
        faults.push(`a control without a name: ${control.outerHTML.slice(0, 120)}`);
    }
    for (const error of document.querySelectorAll(".observablehq--error, .observablehq--inspect.observablehq--error"))
      faults.push(`a broken cell: ${error.textContent?.slice(0, 200)}`);
    if (document.querySelector("observablehq-loading")) faults.push("a cell never finished");
    return [...new Set(faults)].slice(0, 40);
  });
}

/** Digits that are neither values with evidence nor names, times, axes, code or controls. */
export async function looseDigits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const apart =
      ".value, .name, time, svg, code, pre, button, input, select, option, output, label, summary, textarea, .claim-expect, [aria-hidden=true]";
    const loose: string[] = [];
    const main = document.querySelector("#observablehq-main") ?? document.body;
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (
        !parent ||
        !/\d/.test(node.textContent ?? "") ||
        ["SCRIPT", "STYLE"].includes(parent.tagName) ||
        parent.closest(apart)
      )
        continue;
      loose.push(
        `${parent.tagName.toLowerCase()}.${parent.className}: ${(node.textContent ?? "").trim().slice(0, 90)}`
      );
    }
    return [...new Set(loose)];
  });
}

export interface ShownValue {
  raw: string;
  evidence: string | null;
  text: string;
}

/** Every element marked as a value. */
export async function shownValues(page: Page): Promise<ShownValue[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".value[data-raw]")].map((node) => ({
      raw: node.dataset.raw ?? "",
      evidence: node.dataset.evidence ?? null,
      text: node.textContent ?? ""
    }))
  );
}

/** Walks the page with the Tab key. Returns controls the keyboard never reached, and those whose focus cannot be seen. */
export async function keyboardFaults(page: Page, limit: number): Promise<string[]> {
  const total = await page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLElement>(
        "a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea, summary, [tabindex='0']"
      )
    ];
    const seen = controls.filter(
      (node) => node.tabIndex >= 0 && node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden"
    );
    seen.forEach((node, i) => node.setAttribute("data-tab-order", String(i)));
    return seen.length;
  });
  const reached = new Set<string>();
  const faults = new Set<string>();
  for (let i = 0; i < Math.min(total, limit) + 5; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const node = document.activeElement;
      if (!node || node === document.body) return null;
      const style = getComputedStyle(node);
      const visible =
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
      return {
        order: node.getAttribute("data-tab-order") ?? "",
        visible,
        what: node.outerHTML.slice(0, 100),
        radio: node instanceof HTMLInputElement && node.type === "radio"
      };
    });
    if (!at) continue;
    reached.add(at.order);
    if (!at.visible) faults.add(`focus cannot be seen: ${at.what}`);
  }
  if (total <= limit) {
    const missed = await page.evaluate(
      (orders) =>
        [...document.querySelectorAll("[data-tab-order]")]
          .filter(
            (node) =>
              !orders.includes(node.getAttribute("data-tab-order") ?? "") &&
              !(node instanceof HTMLInputElement && node.type === "radio")
          )
          .map((node) => node.outerHTML.slice(0, 100)),
      [...reached]
    );
    for (const node of missed) faults.add(`the keyboard never reaches: ${node}`);
  }
  return [...faults].slice(0, 20);
}

import type {Page} from "playwright-core";

/** What is wrong with how a page looks and reads, one line each; empty when nothing is. */
export async function faultsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const main = document.querySelector("#observablehq-main") ?? document.body;

    const shown = (node: Element): boolean => {
      const box = node.getBoundingClientRect();
      return box.width > 1 && box.height > 1 && node.checkVisibility({opacityProperty: true, visibilityProperty: true});
    };
    const brief = (node: Element): string =>
      `<${node.tagName.toLowerCase()}${node.getAttribute("class") ? ` class="${node.getAttribute("class")}"` : ""}> ${(node.textContent ?? "").trim().slice(0, 50)}`;
    const scrolls = (node: Element | null): boolean =>
      node !== null && node !== document.body
        ? ["auto", "scroll"].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement)
        : false;

    const texts: Element[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || ["SCRIPT", "STYLE", "NOSCRIPT", "OPTION"].includes(parent.tagName))
        continue;
      if (shown(parent) && !parent.closest(".skip, .unseen") && !texts.includes(parent)) texts.push(parent);
    }

    const root = document.documentElement;
    if (root.scrollWidth > innerWidth)
      faults.push(`the page scrolls sideways: ${root.scrollWidth} px in ${innerWidth} px`);
    for (const node of texts) {
      const {left, right} = node.getBoundingClientRect();
      if ((right > innerWidth + 1 || left < -1) && !scrolls(node)) faults.push(`text beyond the page: ${brief(node)}`);
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

    for (const svg of main.querySelectorAll("svg")) {
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
      const named = svg.closest("[aria-hidden=true]") ?? svg.closest("[aria-label], [aria-labelledby]");
      if (shown(svg) && !named) faults.push(`a picture without a name: ${svg.outerHTML.slice(0, 120)}`);
    }
    for (const plot of main.querySelectorAll(".plot")) {
      if (!shown(plot)) continue;
      const name = plot.getAttribute("aria-label")?.trim();
      const marks = plot.querySelectorAll(".role-mark :is(path[d]:not([d='']), circle, rect, line, image)");
      if (!name) faults.push(`a chart without a name: ${plot.outerHTML.slice(0, 120)}`);
      if (marks.length === 0) faults.push(`a chart without marks: ${name}`);
    }

    const controls = "a[href], button, input, select, textarea, summary";
    for (const control of document.querySelectorAll(`${controls}, [tabindex='0']`)) {
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
      const outer = control.parentElement?.closest("a, button, summary, select");
      if (outer && !control.closest("label")) faults.push(`a control inside another: ${brief(control)}`);
    }

    const ids = [...document.querySelectorAll("[id]")].map(({id}) => id);
    for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`two elements are "${id}"`);
    if (main.querySelectorAll("h1").length !== 1)
      faults.push(`expected one heading, found ${main.querySelectorAll("h1").length}`);
    if (!main.querySelector("h1")?.textContent?.trim()) faults.push("the heading is empty");
    for (const error of document.querySelectorAll(".observablehq--error"))
      faults.push(`a broken cell: ${error.textContent?.slice(0, 200)}`);
    if (document.querySelector("observablehq-loading")) faults.push("a cell never finished");
    return [...new Set(faults)].slice(0, 40);
  });
}

/** What text from a log became that is no text: elements, handlers, addresses that run or lead outside. */
export async function injections(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = "pwned" in window ? ["a script ran"] : [];
    const main = document.querySelector("#observablehq-main") ?? document.body;
    for (const node of main.querySelectorAll("*")) {
      const brief = node.outerHTML.slice(0, 120);
      if (["IMG", "IFRAME", "OBJECT", "EMBED", "SCRIPT", "BASE", "META"].includes(node.tagName))
        found.push(`an element of the text: ${brief}`);
      for (const {name, value} of node.attributes) {
        if (name.startsWith("on")) found.push(`a handler: ${brief}`);
        if (["href", "src", "action", "xlink:href"].includes(name)) {
          const {origin, protocol} = new URL(value, location.href);
          if (origin !== location.origin && protocol !== "data:") found.push(`an address outside: ${brief}`);
        }
      }
    }
    return [...new Set(found)].slice(0, 20);
  });
}

/** Digits that are neither values with evidence nor names, times, axes, code or controls. */
export async function looseDigits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const apart =
      ".value, .name, time, svg, code, pre, button, input, select, option, output, label, summary, textarea, [aria-hidden=true]";
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

/** An element marked as a value: what stands on the page, the value behind it, and where its evidence is. */
export interface ShownValue {
  raw: string;
  text: string;
  title: string | null;
  evidence: string | null;
  href: string;
}

/** Every element marked as a value. */
export async function shownValues(page: Page): Promise<ShownValue[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".value[data-raw]")].map((node) => ({
      raw: node.dataset.raw ?? "",
      text: node.textContent ?? "",
      title: node.getAttribute("title"),
      evidence: node.dataset.evidence ?? null,
      href: node.getAttribute("href") ?? ""
    }))
  );
}

/** How many charts have been drawn. */
export async function chartCount(page: Page): Promise<number> {
  return page.locator(".plot .canvas svg").count();
}

/** Waits until requests have ended, nothing on the page changes any more, and every chart is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () =>
      !document.querySelector("observablehq-loading, .waiting") &&
      [...document.querySelectorAll(".plot")].every(
        (plot) => plot.clientWidth === 0 || plot.querySelector(".canvas") !== null
      )
  );
  await page.evaluate(async (quiet) => {
    await document.fonts.ready;
    await new Promise<void>((resolve) => {
      let timer = setTimeout(resolve, quiet);
      new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(resolve, quiet);
      }).observe(document.body, {attributes: true, childList: true, subtree: true});
    });
  }, 60);
}

/** Opens what is folded: details, the rest of long tables, and the queries and rows of the figures. */
export async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const folded = ".more button:last-child, .links button[aria-expanded=false]";
    for (const button of document.querySelectorAll<HTMLButtonElement>(folded)) button.click();
  });
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".panel:not([hidden])")].every((panel) => panel.childElementCount > 0)
  );
  await settled(page);
}
